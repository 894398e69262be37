"""Cache files: written whole or not at all, and read only when they are exactly what was written."""

import marshal
import os
import stat
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

# After the name of the format comes the digest of all that follows.
_MAGIC = b"conformance index 1\n"
_DIGEST = 16
# Of the file systems in use, FAT has the coarsest clock.
COARSEST_TICK_NS = 2_000_000_000
# A larger file is neither written nor read.
MOST_BYTES = 256 * 1024 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
# platformdirs would return the same there, but loading it takes a quarter of the time that a cached answer needs.
_FOLLOWS_XDG = sys.platform not in {"darwin", "win32"}
# size, time of the content, time of the entry, inode, device
Stamp = tuple[int, int, int, int, int]


def folder_for(topology: Path) -> Path | None:
    """Return the cache folder of a topology: below the user's own, out of reach of the code's authors.

    `CONFORMANCE_CACHE_DIR` names another place. None where the user has no home.
    """
    home = _home()
    if home is None:
        return None
    name = os.path.abspath(topology).encode("utf-8", "surrogateescape")
    return home / blake2b(name, digest_size=10).hexdigest()


def _home() -> Path | None:
    chosen = os.environ.get("CONFORMANCE_CACHE_DIR")
    if chosen:
        return Path(chosen)
    caches = os.environ.get("XDG_CACHE_HOME", "")
    # A relative path would lie in the tree under judgement; the XDG specification has it ignored.
    if not os.path.isabs(caches):
        caches = _caches_of_user()
    return Path(caches) / "import-conformance" if caches else None


def _caches_of_user() -> str:
    """Return the folder that the system has for the caches of this user, "" where the user has no home."""
    home = os.path.expanduser("~") if os.environ.get("HOME") != "" else ""
    if not os.path.isabs(home):
        return ""
    if _FOLLOWS_XDG:
        return os.path.join(home, ".cache")
    from platformdirs import user_cache_dir

    return user_cache_dir()


def is_wanted_here() -> bool:
    """Return whether caches are used by default: not in CI, where each run begins on a new machine."""
    return not os.environ.get("CI")


def stamp(path: str) -> Stamp | None:
    """Return the state of a file, links followed; None when it is unknown."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)


def is_settled(state: Stamp, moment: int) -> bool:
    """Return whether a file in this state at a moment (ns) cannot have changed unseen within one tick of its clock."""
    return max(state[1], state[2]) + COARSEST_TICK_NS <= moment


@cache
def engine() -> bytes:
    """Return a digest of this package and its environment: facts cached under another one may not hold.

    Installing, removing or upgrading any package changes the state of a folder of installed packages.
    """
    here = Path(__file__).parents[2]
    installed = [(each, stamp(each)) for each in sys.path if each.endswith(("site-packages", "dist-packages"))]
    about = (sys.version, sys.flags.optimize, str(here), installed)
    known = blake2b(repr(about).encode("utf-8", "surrogatepass"), digest_size=_DIGEST)
    for folder, _, names in sorted(os.walk(here)):
        for name in sorted(names):
            if not name.endswith(".pyc"):
                state = stamp(os.path.join(folder, name))
                known.update(f"{name} {state}\n".encode("utf-8", "surrogatepass"))
    return known.digest()


def read(path: Path) -> Any:  # noqa: ANN401  # whatever was written
    """Read the value in a file; None when there is no file, or it is damaged."""
    try:
        handle = os.open(path, _FLAGS)
        with open(handle, "rb") as stream:
            data = stream.read() if _is_ours(os.fstat(handle)) else b""
    except OSError:
        return None
    head = len(_MAGIC) + _DIGEST
    body = memoryview(data)[head:]
    if data[: len(_MAGIC)] != _MAGIC or blake2b(body, digest_size=_DIGEST).digest() != data[len(_MAGIC) : head]:
        return None
    try:
        # Damaged data may crash the process instead of raising an error; the digest has ruled that out.
        return marshal.loads(body)  # noqa: S302  # no code comes of it, and only this user can have written it
    except (EOFError, ValueError, TypeError):
        return None


def _is_ours(found: os.stat_result) -> bool:
    """Return whether only this user can have written a file: unmarshalling the data of others is not safe."""
    is_foreign = hasattr(os, "geteuid") and (found.st_uid != os.geteuid() or found.st_mode & stat.S_IWOTH)
    return stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES + 1024 and not is_foreign


def write(path: Path, value: Any) -> None:  # noqa: ANN401  # whatever marshal takes
    """Write a value; where that fails, no temporary file is left."""
    # Version 2 of the format has no references: nearly all of the value is bytes, in which they save nothing.
    body = marshal.dumps(value, 2)
    if len(body) > MOST_BYTES:
        return
    # Loaded late, because most runs that find a cached answer write nothing.
    from import_conformance.writing.private_files import replace_private_file

    replace_private_file(path, (_MAGIC, blake2b(body, digest_size=_DIGEST).digest(), body))
