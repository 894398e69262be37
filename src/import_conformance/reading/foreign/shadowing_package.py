"""Find files of the user that have the name of this package, and so are loaded instead of it."""

import os
from collections.abc import Callable, Iterator
from importlib.machinery import all_suffixes
from pathlib import Path

# The name of this package, and that of the pytest plugin beside it.
NAME = "import_conformance"
PLUGIN = "import_conformance_pytest"
NAMES = (NAME, PLUGIN)
_PACKAGE = Path(os.path.realpath(__file__)).parents[2]


def shadowing_candidates(folder: Path) -> Iterator[Path]:
    """Yield every path in a folder that Python would load for one of the names, packages before modules."""
    for name in NAMES:
        for stem in (folder / name / "__init__", folder / name):
            yield from (stem.with_name(f"{stem.name}{suffix}") for suffix in all_suffixes())


def is_ours(path: Path) -> bool:
    """Return whether a file is this package's own `__init__.py` or its plugin, as in its own repository."""
    folder = Path(os.path.realpath(path.parent))
    is_package = path.name.partition(".")[0] == "__init__"
    return folder == _PACKAGE if is_package else folder / path.name == _PACKAGE.with_name(f"{PLUGIN}.py")


def shadowing_files(folder: Path, original: Callable[[Path], Path] = Path) -> tuple[Path, ...]:
    """Return the files of a folder that are loaded instead of this package when the folder is first on the import path.

    That is the current directory for `lint-imports` and `python -m`.
    """
    return tuple(path for path in shadowing_candidates(folder) if path.is_file() and not is_ours(original(path)))
