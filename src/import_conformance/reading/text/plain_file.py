"""Reading files that somebody else may have laid: never a pipe that blocks, never a device without end."""

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PIECE = 1024 * 1024
# No file that configures this tool is longer; a baseline of a hundred thousand findings is 30 MB.
MOST_CONFIGURATION = 64 * 1024 * 1024


def read_plain(path: str | Path, most: int) -> bytes:
    """The content of a regular file, of a longer one the first `most` bytes and one more.

    Raises:
        OSError: when it cannot be read, or is no regular file (EINVAL).
    """
    handle = os.open(path, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", os.fspath(path))
        # One byte more than there should be: whether the file has grown since shows without another call.
        data = os.read(handle, min(status.st_size, most) + 1)
        return data if len(data) == status.st_size else _to_the_end(handle, data, most)
    finally:
        os.close(handle)


def _to_the_end(handle: int, begun: bytes, most: int) -> bytes:
    """What a file holds whose size is not what the system said, as it grows or is made while it is read."""
    parts, left = [begun], most + 1 - len(begun)
    while left > 0 and (more := os.read(handle, min(left, _PIECE))):
        parts.append(more)
        left -= len(more)
    return b"".join(parts)


def read_configuration(path: Path) -> bytes:
    """The content of a regular file of sensible length.

    Raises:
        OSError: when it cannot be read, is no regular file, or is too long (EFBIG).
    """
    data = read_plain(path, MOST_CONFIGURATION)
    if len(data) > MOST_CONFIGURATION:
        raise OSError(errno.EFBIG, f"longer than {MOST_CONFIGURATION // 1024 // 1024} MB", os.fspath(path))
    return data
