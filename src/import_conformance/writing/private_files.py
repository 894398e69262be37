"""Write cache files in a folder of this user alone; a file that cannot be written is left out."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def replace_private_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file by renaming a temporary one; where that fails, no temporary file is left."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(path)
        # Always a new file, never a link that another user made there.
        with open(os.open(aside, _NEW, 0o600), "wb") as stream:
            stream.write(b"".join(pieces))
        os.replace(aside, path)
    except OSError:
        with suppress(OSError):
            aside.unlink()


def _sweep(path: Path) -> None:
    """Remove the temporary files of writers that were killed."""
    for left in path.parent.glob(f"{path.name}.*.tmp"):
        left.unlink(missing_ok=True)


def remove_oldest(folder: Path, pattern: str, left: int) -> None:
    """Remove the oldest files of a folder that match a glob, as far as possible, so that `left` of them stay."""
    try:
        known = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime_ns)
        for path in known[: max(len(known) - left, 0)]:
            path.unlink(missing_ok=True)
    except OSError:
        return
