"""Write several new files: all of them, or none."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from import_conformance.writing.files import replace_file


class AllOrNone:
    """Files and folders that are removed again when the block that makes them ends with an error.

    It is for new files alone: a file that it replaces would be removed, too.
    """

    def __init__(self) -> None:
        self._files: list[Path] = []
        self._folders: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            return
        for path in self._files:
            path.unlink()
        for folder in reversed(self._folders):
            folder.rmdir()

    def make_folder(self, folder: Path) -> None:
        """Make a folder unless it exists; raise OSError when it cannot be made."""
        is_new = not folder.exists()
        folder.mkdir(exist_ok=True)
        if is_new:
            self._folders.append(folder)

    def write(self, path: Path, text: str | Iterable[str]) -> None:
        """Write a file; raise OSError when it cannot be written."""
        replace_file(path, text)
        self._files.append(path)
