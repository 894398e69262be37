"""Replace single files of the user atomically."""

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

MOST_LINKS = 40


def replace_file(path: Path, text: str | Iterable[str]) -> None:
    """Write a file by renaming a temporary one beside it; a device, a pipe or an open stream is written to directly.

    Args:
        path: The file. It keeps its mode; a new one gets the mode that the umask leaves.
        text: The text, or its pieces.

    Raises:
        OSError: When it cannot be written; an existing file is then as it was.
    """
    pieces = (text,) if isinstance(text, str) else text
    if path.exists() and not path.is_file():
        _write_to_device(path, pieces)
    elif _is_open_already(path):
        _write_to(os.open(path, os.O_WRONLY | os.O_APPEND), pieces)
    else:
        _replace(path, pieces)


def _write_to_device(path: Path, pieces: Iterable[str]) -> None:
    if not path.is_char_device() and not path.is_fifo():
        raise OSError(errno.EINVAL, "not a file", os.fspath(path))
    # With this flag a pipe without a reader is an error instead of a wait without end.
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(handle, True)
    _write_to(handle, pieces)


def _replace(path: Path, pieces: Iterable[str]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        _write_to(handle, pieces)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _write_to(handle: int, pieces: Iterable[str]) -> None:
    with open(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(pieces)


def _is_open_already(path: Path) -> bool:
    """Return True for a name of an open file, such as /dev/stdout, which must not be replaced by another file."""
    for _ in range(MOST_LINKS):
        parts = Path(os.path.realpath(path.parent)).parts
        if parts == ("/", "dev", "fd") or (parts[:2] == ("/", "proc") and parts[-1] == "fd"):
            return True
        if not path.is_symlink():
            return False
        path = path.parent / os.readlink(path)
    return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
