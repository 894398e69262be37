"""Read files that may have been placed by someone else: never block on a pipe, never read a device without end."""

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PIECE = 1024 * 1024
# In bytes. No configuration file of this tool is longer; a baseline of a hundred thousand findings is 30 MB.
MOST_CONFIGURATION = 64 * 1024 * 1024


def read_plain(path: str | Path, most: int) -> bytes:
    """Read a regular file; of one longer than `most` bytes return one byte more, so that callers notice.

    Raises:
        OSError: When it cannot be read, or is not a regular file (EINVAL).
    """
    handle = os.open(path, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", os.fspath(path))
        # One byte more than its size shows without another call whether the file has grown meanwhile.
        data = os.read(handle, min(status.st_size, most) + 1)
        return data if len(data) == status.st_size else _to_the_end(handle, data, most)
    finally:
        os.close(handle)


def _to_the_end(handle: int, begun: bytes, most: int) -> bytes:
    """Read on in a file whose size is not the reported one, because it is being written or is generated on reading."""
    parts, left = [begun], most + 1 - len(begun)
    while left > 0 and (more := os.read(handle, min(left, _PIECE))):
        parts.append(more)
        left -= len(more)
    return b"".join(parts)


def read_configuration(path: Path) -> bytes:
    """Read a regular file of at most `MOST_CONFIGURATION` bytes.

    Raises:
        OSError: When it cannot be read, is not a regular file, or is too long (EFBIG).
    """
    data = read_plain(path, MOST_CONFIGURATION)
    if len(data) > MOST_CONFIGURATION:
        raise OSError(errno.EFBIG, f"longer than {MOST_CONFIGURATION // 1024 // 1024} MB", os.fspath(path))
    return data
