"""Fill folders with files and links, and make temporary folders."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder that only this user can enter; it is deleted with its content when the block ends."""
    with TemporaryDirectory(prefix="conformance-") as folder:
        yield Path(os.path.realpath(folder))


def make_folder(folder: Path) -> None:
    """Make a folder, and those around it, unless it exists; raise OSError when it cannot be made."""
    folder.mkdir(parents=True, exist_ok=True)


def put_file(path: Path, data: bytes) -> None:
    """Write a file, and make the folders around it.

    Raises:
        OSError: When it cannot be written.
        ValueError: When its name is one that no file can have.
    """
    make_folder(path.parent)
    path.write_bytes(data)


def put_link(path: Path, target: bytes) -> None:
    """Make a symbolic link, and the folders around it.

    Raises:
        OSError: When it cannot be made, as where its path exists already.
        ValueError: When its name or target is one that no link can have.
    """
    make_folder(path.parent)
    os.symlink(os.fsdecode(target), path)
