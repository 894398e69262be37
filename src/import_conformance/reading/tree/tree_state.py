"""Digest the state of folders: equal only as long as no file in them is added, removed, renamed or changed."""

import os
from hashlib import blake2b
from typing import NamedTuple

from import_conformance.reading.cache.cache_file import Stamp, stamp

# The files that may be in the ledger; other files in the folders make no difference to it.
SUFFIXES = (".py", ".pyi", ".pyx", ".pyx.tp", ".pyx.in", ".so", ".pyd", ".ipynb", ".pyc", ".pyw")
CACHE = "__pycache__"


class CheckoutPaths(NamedTuple):
    """The paths of code and topology, as plain values.

    Attributes:
        base: The absolute directory that the source roots are relative to.
        is_given: Whether the source root was named on the command line.
        law: The directory of the topology; "" for `base`.
    """

    base: str
    roots: tuple[str, ...]
    packages: tuple[str, ...]
    is_given: bool = False
    law: str = ""


class TreeState(NamedTuple):
    """The state of folders.

    Attributes:
        names: A digest of the names in them.
        whole: A digest of the names and of the status of each file.
        latest: The latest times of any file (nanoseconds), as a stamp without size and inode.
    """

    names: bytes
    whole: bytes
    latest: Stamp


def tree_state(paths: CheckoutPaths) -> TreeState:
    """Return the state of the packages with everything below them, and of what is beside them.

    Links to folders are followed as for the ledger, each folder once; for a link to a file, the status of the file
    itself counts as well.
    """
    # Loaded only here, because a run without a stored answer does not need them.
    from import_conformance.reading.tree.around import candidates
    from import_conformance.reading.tree.repository import ignore_files, is_within, repository_of

    homes = [os.path.join(paths.base, root) for root in paths.roots]
    repository = repository_of(homes[0] if paths.is_given else paths.base)
    state = _State(repository)
    state.listed += [repository, repository_of(paths.law or paths.base)]
    for home in homes:
        state.listed += [home, os.path.realpath(home)]
        if not (paths.is_given or is_within(home, repository)):
            continue
        for package in paths.packages:
            path = os.path.join(home, *package.split("."))
            state.file(f"{path}.py")
            if not os.path.isdir(path):
                # Loading this takes longer than a stored answer, and most packages are folders.
                from import_conformance.reading.tree.module_files import single_files

                for file in single_files(path):
                    state.listed.append(file)
                    state.file(file)
            state.folder(path, os.path.realpath(path))
        around = list(candidates(home, paths.packages, homes))
        levels = {os.path.dirname(path.rstrip("/")) for path in around}
        files = {file for level in levels for _, file in ignore_files(os.path.join(home, level, "x"))}
        state.listed += [around, sorted((file, stamp(file)) for file in files)]
    return state.digested()


class _State:
    """Collects the names in folders and the status of the files."""

    def __init__(self, repository: str) -> None:
        self.listed: list[object] = []
        self._repository = repository
        self._states: list[tuple[int, ...]] = []
        self._content = self._entry = 0
        self._tops: list[str] = []

    def digested(self) -> TreeState:
        """Return the digests of all that was collected."""
        names = _digest(self.listed)
        return TreeState(names, _digest([names, self._states]), (0, self._content, self._entry, 0, 0))

    def file(self, path: str) -> None:
        """Add a file that may be missing."""
        for state in _states_of(path):
            self._add(state)

    def _add(self, state: tuple[int, ...]) -> None:
        self.listed.append(state[4])
        self._states.append(state)
        self._content, self._entry = max(self._content, state[1]), max(self._entry, state[2])

    def folder(self, top: str, real: str) -> None:
        """Add everything below a folder; real: its path with links followed."""
        listed = self.listed
        listed.append(real)
        self._tops.append(real)
        pending = [top]
        while pending:
            folder = pending.pop()
            listed.append(folder)
            try:
                with os.scandir(folder) as listing:
                    children = sorted(listing, key=_name)
            except OSError as error:
                listed.append(error.errno)
                continue
            is_cache = folder.endswith(CACHE)
            for child in children:
                name = child.name
                if child.is_dir(follow_symlinks=False):
                    if name != CACHE or holds_more(child.path):
                        pending.append(child.path)
                        listed.append(name)
                elif is_cache and name.endswith(".pyc"):
                    continue
                elif name.endswith(SUFFIXES) or child.is_symlink():
                    listed.append(name)
                    for state in _states(child):
                        self._add(state)
                    if child.is_symlink() and os.path.isdir(child.path) and self._is_new(child.path):
                        pending.append(child.path)

    def _is_new(self, link: str) -> bool:
        """Return whether a link leads to a folder of the repository that has not been listed yet."""
        from import_conformance.reading.tree.repository import is_within, real_path

        target = real_path(link)
        self.listed.append(target)
        if not is_within(target, self._repository) or any(is_within(target, top) for top in self._tops):
            return False
        self._tops.append(target)
        return True


def _digest(values: list[object]) -> bytes:
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _name(child: "os.DirEntry[str]") -> str:
    return child.name


def holds_more(cache: str) -> bool:
    """Return whether a `__pycache__` folder holds more than the bytecode that Python caches there."""
    try:
        return not all(name.endswith(".pyc") for name in os.listdir(cache))
    except OSError:
        return True


def _states(child: "os.DirEntry[str]") -> list[tuple[int, ...]]:
    """Return size, times, inode and mode of an entry, and of its target if it is a link; nothing if it is gone."""
    found = []
    try:
        found.append(child.stat(follow_symlinks=False))
        if child.is_symlink():
            found.append(child.stat())
    except OSError:
        found = found[:1]
    return [_plain(each) for each in found]


def _states_of(path: str) -> list[tuple[int, ...]]:
    """Return the same for a path that may not exist."""
    found = []
    try:
        found += [os.lstat(path), os.stat(path)]
    except OSError:
        found = found[:1]
    return [_plain(each) for each in found]


def _plain(each: os.stat_result) -> tuple[int, ...]:
    return (each.st_size, each.st_mtime_ns, each.st_ctime_ns, each.st_ino, each.st_mode)
