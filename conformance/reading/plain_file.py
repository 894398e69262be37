"""Reading files that somebody else may have laid: never a pipe that blocks, never a device without end."""

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# No file that configures this tool is longer; a baseline of a hundred thousand findings is 30 MB.
MOST_CONFIGURATION = 64 * 1024 * 1024


def read_plain(path: str | Path, most: int) -> bytes:
    """The content of a regular file, of a longer one the first `most` bytes and one more.

    Raises:
        OSError: when it cannot be read, or is no regular file (EINVAL).
    """
    handle = os.open(path, _FLAGS)
    with open(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", os.fspath(path))
        return stream.read(most + 1)


def read_configuration(path: Path) -> bytes:
    """The content of a regular file of sensible length.

    Raises:
        OSError: when it cannot be read, is no regular file, or is too long (EFBIG).
    """
    data = read_plain(path, MOST_CONFIGURATION)
    if len(data) > MOST_CONFIGURATION:
        raise OSError(errno.EFBIG, f"longer than {MOST_CONFIGURATION // 1024 // 1024} MB", os.fspath(path))
    return data
