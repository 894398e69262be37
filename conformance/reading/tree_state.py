"""The state of folders as digests: equal only while no file in them was added, taken away, renamed or changed."""

import os
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from conformance.reading.kept_file import Stamp

# What the ledger looks at; what else lies in the folders makes no difference to it.
SUFFIXES = (".py", ".pyi", ".pyx", ".so", ".pyd", ".ipynb", ".pyc", ".pyw")


class TreeState(NamedTuple):
    """What stands in folders. names: a digest of what there is; whole: of that, and of the state that each file is in.

    latest: the latest times in it, as a stamp without size and inode.
    """

    names: bytes
    whole: bytes
    latest: Stamp


def tree_state(folders: Iterable[str]) -> TreeState:
    """The state of folders and all below them.

    Links to folders are told, not followed; of a link to a file, the file's own state is told, too.
    """
    told: list[object] = []
    states: list[tuple[int, ...]] = []
    content = entry = 0
    pending = list(folders)
    while pending:
        folder = pending.pop()
        told.append(folder)
        try:
            with os.scandir(folder) as listing:
                children = sorted(listing, key=_name)
        except OSError as error:
            told.append(error.errno)
            continue
        for child in children:
            name = child.name
            if child.is_dir(follow_symlinks=False):
                if name != "__pycache__":
                    pending.append(child.path)
                    told.append(name)
            elif name.endswith(SUFFIXES) or child.is_symlink():
                told.append(name)
                for state in _states(child):
                    told.append(state[4])
                    states.append(state)
                    content, entry = max(content, state[1]), max(entry, state[2])
    names = _digest(told)
    return TreeState(names, _digest([names, states]), (0, content, entry, 0, 0))


def _digest(values: list[object]) -> bytes:
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _name(child: "os.DirEntry[str]") -> str:
    return child.name


def _states(child: "os.DirEntry[str]") -> list[tuple[int, ...]]:
    """Size, times, inode and mode of an entry, and of what it links to; none of what is gone meanwhile."""
    found = []
    try:
        found.append(child.stat(follow_symlinks=False))
        if child.is_symlink():
            found.append(child.stat())
    except OSError:
        found = found[:1]
    return [(each.st_size, each.st_mtime_ns, each.st_ctime_ns, each.st_ino, each.st_mode) for each in found]
