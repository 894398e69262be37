"""Print the oldest dependencies that pyproject.toml allows, one `name==version` a line, for `make oldest`."""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

SYSTEMS = ("linux", "darwin", "win32")
PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def oldest(python: str = "{}.{}".format(*sys.version_info)) -> Iterator[str]:
    """The lower bound of each dependency as a requirement. python: such as 3.11, for some bounds depend on it.

    Raises:
        ValueError: when a dependency has no lower bound.
    """
    for line in tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]:
        wanted = Requirement(line)
        # A dependency of some systems only is installed on all of them.
        systems = [{"python_version": python, "sys_platform": system} for system in SYSTEMS]
        if wanted.marker and not any(map(wanted.marker.evaluate, systems)):
            continue
        bounds = [each.version for each in wanted.specifier if each.operator == ">="]
        if len(bounds) != 1:
            raise ValueError(f"{line} has no lower bound")
        yield f"{wanted.name}=={bounds[0]}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(oldest()) + "\n")
