"""A folder of the reader's own that bears the name of this package."""

from pathlib import Path

NAME = "conformance"


def namesake_in(folder: Path) -> Path:
    """Where that file would be."""
    return folder / NAME / "__init__.py"


def namesake(folder: Path) -> Path | None:
    """The `__init__.py` that makes a package `conformance` in a folder, where that is not this one; None without one.

    A process that looks in that folder first, as `lint-imports` and `python -m` do, cannot import this package.
    """
    found = namesake_in(folder)
    return found if found.is_file() and found.resolve().parent != Path(__file__).resolve().parents[1] else None
