"""What a row of the corpus is made of."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.torture.trees import Files, Thing

I = b"import app.core\n"  # noqa: E741  # it stands in nearly every row


@dataclass(frozen=True)
class Case:
    """A row of the table.

    title: what is on disk. files: by path from the case's folder, or from the tree's for those that begin with `^`.
    made: what we make of it, as `trees.told` tells it. ours: the same in words, for the page.
    others: what import-linter, tach, pytestarch, pytest-archon and deply make of it; () where it was not measured.
    """

    id: str
    title: str
    files: Files
    made: tuple[str, ...]
    others: tuple[str, ...] = ()


def written(content: Callable[[], bytes]) -> Thing:
    """A file whose content is only made when it is written."""

    def write(path: Path) -> None:
        path.write_bytes(content())

    return write


def by_bytes(content: bytes, *names: bytes) -> Thing:
    """Files in a folder, whose names are no text."""

    def write(path: Path) -> None:
        path.mkdir()
        for name in names:
            Path(os.fsdecode(os.fsencode(path) + b"/" + name)).write_bytes(content)

    return write


# What others do, in the words of the page: the import is found; the file is named and the rest is judged; the whole run
# ends, with or without a sentence; the import is not found, and nobody is told.
FOUND, SKIPPED, LOST, CRASH, MISSED = "found", "file skipped", "run lost", "crash", "silent miss"
ALL_FIND = (FOUND,) * 5
ALL_MISS = (MISSED,) * 5
