"""The form of a case in the corpus."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.torture.trees import Files, Thing

I = b"import app.core\n"  # noqa: E741  # it is in nearly every row


@dataclass(frozen=True)
class Case:
    """A row of the table.

    title: what is on disk. files: by path in the case's folder, or in the tree's for those that begin with `^`.
    made: our outcome, in the lines of `trees.described`.
    others: the outcome in import-linter, tach, pytestarch, pytest-archon and deply; () where it was not measured.
    """

    id: str
    title: str
    files: Files
    made: tuple[str, ...]
    others: tuple[str, ...] = ()


def written(content: Callable[[], bytes]) -> Thing:
    """Return a file whose content is only made when it is written."""

    def write(path: Path) -> None:
        path.write_bytes(content())

    return write


def by_bytes(content: bytes, *names: bytes) -> Thing:
    """Return a folder with files whose names are not valid text."""

    def write(path: Path) -> None:
        path.mkdir()
        for name in names:
            Path(os.fsdecode(os.fsencode(path) + b"/" + name)).write_bytes(content)

    return write


# The outcomes of others, in the words of the page: the import is found; the file is named and the rest is judged; the
# whole run ends, with or without a sentence; the import is not found, and nothing is reported.
FOUND, SKIPPED, LOST, CRASH, MISSED = "found", "file skipped", "run lost", "crash", "silent miss"
ALL_FIND = (FOUND,) * 5
ALL_MISS = (MISSED,) * 5
