"""Files that only save time: written whole or not at all, read only when they are what was written."""

import marshal
import os
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

# Behind the name of the format stands the digest of all that follows.
_MAGIC = b"conformance index 1\n"
_DIGEST = 16
# Of the file systems in use, FAT has the coarsest clock.
COARSEST_TICK_NS = 2_000_000_000
# What is not used any more is thrown away when a file grows beyond this.
MOST_BYTES = 256 * 1024 * 1024
# size, time of the content, time of the entry, inode, device
Stamp = tuple[int, int, int, int, int]


def folder_for(topology: Path) -> Path | None:
    """Where to keep what was learnt of a topology's code: below the user's cache, out of reach of the code's authors.

    `CONFORMANCE_CACHE_DIR` names another place. None where the user has none.
    """
    home = _home()
    if home is None:
        return None
    name = os.path.abspath(topology).encode("utf-8", "surrogateescape")
    return home / blake2b(name, digest_size=10).hexdigest()


def _home() -> Path | None:
    told = os.environ.get("CONFORMANCE_CACHE_DIR")
    if told:
        return Path(told)
    caches = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if caches:
        return Path(caches) / "import-conformance"
    home = os.path.expanduser("~")
    return Path(home) / ".cache" / "import-conformance" if home != "~" else None


def is_wanted_here() -> bool:
    """Whether files that only save time are used when nobody says: not where each run begins on a new machine."""
    return not os.environ.get("CI")


def stamp(path: str) -> Stamp | None:
    """The state of a file, links followed; None when it cannot be told."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)


def is_settled(state: Stamp, moment: int) -> bool:
    """Whether a file in this state at a moment (ns) cannot have been changed unseen within one tick of its clock."""
    return max(state[1], state[2]) + COARSEST_TICK_NS <= moment


@cache
def engine() -> bytes:
    """A digest of this package and of the Python that runs it: what another one has learnt may not hold here."""
    import sys

    here = Path(__file__).parent.parent
    known = blake2b(repr((sys.version, sys.flags.optimize, str(here))).encode(), digest_size=_DIGEST)
    for folder, _, names in sorted(os.walk(here)):
        for name in sorted(names):
            if not name.endswith(".pyc"):
                found = os.stat(os.path.join(folder, name))
                known.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return known.digest()


def read(path: Path) -> Any:  # noqa: ANN401  # whatever was written
    """What a file keeps; None when there is none, or when it is not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(_MAGIC) + _DIGEST
    body = memoryview(data)[head:]
    if data[: len(_MAGIC)] != _MAGIC or blake2b(body, digest_size=_DIGEST).digest() != data[len(_MAGIC) : head]:
        return None
    # Not every damage would raise an error there, and some would end the process; the digest has ruled it out.
    return marshal.loads(body)  # noqa: S302  # no code comes of it, and only this user can have written it


def write(path: Path, value: Any) -> None:  # noqa: ANN401  # whatever marshal takes
    """Keep a value; where that cannot be done, nothing is kept, and nothing of it is left."""
    # The format without references: what is kept is nearly all bytes.
    body = marshal.dumps(value, 2)
    if len(body) > MOST_BYTES:
        return
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        fresh.write_bytes(b"".join((_MAGIC, blake2b(body, digest_size=_DIGEST).digest(), body)))
        os.replace(fresh, path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()


def _sweep(path: Path) -> None:
    """Take away what writers left that were killed."""
    for left in path.parent.glob(f"{path.name}.*.tmp"):
        left.unlink(missing_ok=True)
