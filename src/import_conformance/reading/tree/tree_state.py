"""The state of folders as digests: equal only while no file in them was added, taken away, renamed or changed."""

import os
from hashlib import blake2b
from typing import NamedTuple

from import_conformance.reading.cache.cache_file import Stamp, stamp

# What the ledger looks at; what else lies in the folders makes no difference to it.
SUFFIXES = (".py", ".pyi", ".pyx", ".pyx.tp", ".pyx.in", ".so", ".pyd", ".ipynb", ".pyc", ".pyw")
CACHE = "__pycache__"


class CheckoutPaths(NamedTuple):
    """Where code and law lie, in plain values.

    base: absolute; roots: below it; is_given: as in the topology's `source`. law: the directory of the topology.
    """

    base: str
    roots: tuple[str, ...]
    packages: tuple[str, ...]
    is_given: bool = False
    law: str = ""


class TreeState(NamedTuple):
    """What stands in folders. names: a digest of what there is; whole: of that, and of the state that each file is in.

    latest: the latest times in it, as a stamp without size and inode.
    """

    names: bytes
    whole: bytes
    latest: Stamp


def tree_state(ground: CheckoutPaths) -> TreeState:
    """The state of the packages and all below them, and of what lies beside them.

    Links to folders are followed as the ledger follows them, each folder once; of a link to a file, the file's own
    state is taken, too.
    """
    # Loaded here, for a run that has no known answer to look for does without.
    from import_conformance.reading.tree.around import candidates
    from import_conformance.reading.tree.repository import ignore_files, is_within, repository_of

    homes = [os.path.join(ground.base, root) for root in ground.roots]
    repository = repository_of(homes[0] if ground.is_given else ground.base)
    state = _State(repository)
    state.told += [repository, repository_of(ground.law or ground.base)]
    for home in homes:
        state.told += [home, os.path.realpath(home)]
        if not (ground.is_given or is_within(home, repository)):
            continue
        for package in ground.packages:
            path = os.path.join(home, *package.split("."))
            state.file(f"{path}.py")
            if not os.path.isdir(path):
                # What it loads costs more than a known answer, and most packages are folders.
                from import_conformance.reading.tree.module_files import single_files

                for file in single_files(path):
                    state.told.append(file)
                    state.file(file)
            state.folder(path, os.path.realpath(path))
        around = list(candidates(home, ground.packages, homes))
        levels = {os.path.dirname(path.rstrip("/")) for path in around}
        files = {file for level in levels for _, file in ignore_files(os.path.join(home, level, "x"))}
        state.told += [around, sorted((file, stamp(file)) for file in files)]
    return state.digested()


class _State:
    """Collects what is to be told of folders."""

    def __init__(self, repository: str) -> None:
        self.told: list[object] = []
        self._repository = repository
        self._states: list[tuple[int, ...]] = []
        self._content = self._entry = 0
        self._tops: list[str] = []

    def digested(self) -> TreeState:
        """The state of all that was seen."""
        names = _digest(self.told)
        return TreeState(names, _digest([names, self._states]), (0, self._content, self._entry, 0, 0))

    def file(self, path: str) -> None:
        """A file that may be there."""
        for state in _states_of(path):
            self._add(state)

    def _add(self, state: tuple[int, ...]) -> None:
        self.told.append(state[4])
        self._states.append(state)
        self._content, self._entry = max(self._content, state[1]), max(self._entry, state[2])

    def folder(self, top: str, real: str) -> None:
        """All below a folder; real: where it lies, links followed."""
        told = self.told
        told.append(real)
        self._tops.append(real)
        pending = [top]
        while pending:
            folder = pending.pop()
            told.append(folder)
            try:
                with os.scandir(folder) as listing:
                    children = sorted(listing, key=_name)
            except OSError as error:
                told.append(error.errno)
                continue
            is_cache = folder.endswith(CACHE)
            for child in children:
                name = child.name
                if child.is_dir(follow_symlinks=False):
                    if name != CACHE or holds_more(child.path):
                        pending.append(child.path)
                        told.append(name)
                elif is_cache and name.endswith(".pyc"):
                    continue
                elif name.endswith(SUFFIXES) or child.is_symlink():
                    told.append(name)
                    for state in _states(child):
                        self._add(state)
                    if child.is_symlink() and os.path.isdir(child.path) and self._is_new(child.path):
                        pending.append(child.path)

    def _is_new(self, link: str) -> bool:
        """Whether a link leads to a folder of the repository of which nothing is known yet."""
        from import_conformance.reading.tree.repository import is_within

        target = os.path.realpath(link)
        self.told.append(target)
        if not is_within(target, self._repository) or any(is_within(target, top) for top in self._tops):
            return False
        self._tops.append(target)
        return True


def _digest(values: list[object]) -> bytes:
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _name(child: "os.DirEntry[str]") -> str:
    return child.name


def holds_more(cache: str) -> bool:
    """Whether a folder holds more than what Python itself keeps there."""
    try:
        return not all(name.endswith(".pyc") for name in os.listdir(cache))
    except OSError:
        return True


def _states(child: "os.DirEntry[str]") -> list[tuple[int, ...]]:
    """Size, times, inode and mode of an entry, and of what it links to; none of what is gone meanwhile."""
    found = []
    try:
        found.append(child.stat(follow_symlinks=False))
        if child.is_symlink():
            found.append(child.stat())
    except OSError:
        found = found[:1]
    return [_plain(each) for each in found]


def _states_of(path: str) -> list[tuple[int, ...]]:
    """The same of a path that may lead to nothing."""
    found = []
    try:
        found += [os.lstat(path), os.stat(path)]
    except OSError:
        found = found[:1]
    return [_plain(each) for each in found]


def _plain(each: os.stat_result) -> tuple[int, ...]:
    return (each.st_size, each.st_mtime_ns, each.st_ctime_ns, each.st_ino, each.st_mode)
