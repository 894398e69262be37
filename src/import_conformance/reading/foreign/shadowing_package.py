"""Files of the reader's own that bear the name of this package, and so are loaded in its place."""

import os
from collections.abc import Callable, Iterator
from importlib.machinery import all_suffixes
from pathlib import Path

# The package and the pytest plugin beside it.
NAME = "import_conformance"
PLUGIN = "import_conformance_pytest"
NAMES = (NAME, PLUGIN)
_PACKAGE = Path(os.path.realpath(__file__)).parents[2]


def namesake_places(folder: Path) -> Iterator[Path]:
    """Every file of a folder that Python would load for one of the names, a package before a module."""
    for name in NAMES:
        for place in (folder / name / "__init__", folder / name):
            yield from (place.with_name(f"{place.name}{suffix}") for suffix in all_suffixes())


def is_ours(path: Path) -> bool:
    """True for the file that makes a package of this package's own folder, and for its plugin: as in its repository."""
    folder = Path(os.path.realpath(path.parent))
    is_package = path.name.partition(".")[0] == "__init__"
    return folder == _PACKAGE if is_package else folder / path.name == _PACKAGE.with_name(f"{PLUGIN}.py")


def namesakes(folder: Path, there: Callable[[Path], Path] = Path) -> tuple[Path, ...]:
    """The files of a folder that are loaded instead of this package, by what looks in that folder first.

    `lint-imports` and `python -m` look in the current directory first. there: from a path in a copy of a checkout to
    that in the checkout.
    """
    return tuple(path for path in namesake_places(folder) if path.is_file() and not is_ours(there(path)))
