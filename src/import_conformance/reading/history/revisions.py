"""A revision as files on disk, in a private directory, so that it is read by the same code and judged as a checkout is.

Only what the ledger lists is laid out: Python files with their content, other listed files empty (nobody reads them),
links as links. What a link points at is there as far as the ledger asks: whether it is, and whether it is a folder.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath

from import_conformance.model.by_key import by_key
from import_conformance.reading.history.git import LINK, SUBMODULE, GitError, Repository, TreeEntry, missing
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.tree.module_files import SOURCE_SUFFIX, TEMPLATES, UNREAD_SUFFIXES

_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")
_POINTER_BYTES = 1024
_LINKS = 20
_NO_NAMES = frozenset({"", ".", "..", ".git"})


@dataclass(frozen=True)
class Revision:
    """A commit of a repository, as the list of its files."""

    repository: Repository
    commit: str

    @cached_property
    def items(self) -> Mapping[str, TreeEntry]:
        """Each file by its path; paths that no checkout would write, as below a link, are left out."""
        listed = self.repository.items(self.commit)
        paths = {item.path for item in listed}
        return {
            item.path: item
            for item in listed
            if _NO_NAMES.isdisjoint(item.path.split("/"))
            and not any(item.path[:at] in paths for at in _slashes(item.path))
        }

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, and the top, which is ""."""
        parents = {item.path.rpartition("/")[0] for item in self.items.values()}
        return frozenset({"", *parents, *(parent[:at] for parent in parents for at in _slashes(parent))})

    def read(self, path: str) -> bytes | None:
        """The content of a file, through links that stay in the repository; None when there is no such file.

        Raises:
            GitError: when this clone lacks its content.
        """
        for _ in range(_LINKS):
            item = self.items.get(path)
            if item is None or item.mode == SUBMODULE:
                return None
            data = self._content(item)
            if item.mode != LINK:
                return data
            path = _pointed(path, data) or ""
        return None

    def lay_out(self, places: Iterable[str], into: Path) -> tuple[str, ...]:
        """Write the files below some folders into a directory that stands for the top of the repository.

        places: paths in the repository. Gives back the submodules that this clone does not hold, which stay empty.

        Raises:
            GitError: when this clone lacks the content of a file.
        """
        asked = self._with_linked(tuple(places))
        for place in self.folders.intersection(asked):
            (into / place).mkdir(parents=True, exist_ok=True)
        chosen = _chosen(self.items.values(), asked)
        listed = [item for item in chosen if item.mode not in (LINK, SUBMODULE)]
        links = [item for item in chosen if item.mode == LINK]
        self._write(listed, into)
        unread = tuple(self._submodules([item for item in chosen if item.mode == SUBMODULE], into))
        # Links come last, so that no file is ever written through one.
        for item in links:
            if not os.path.lexists(into / item.path):
                self._link(item, into)
        return unread

    def _with_linked(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Some folders, and those that links in them lead to, links in these included; none that the link lies in."""
        asked = list(places)
        seen: set[str] = set()
        while True:
            links = [i for i in _chosen(self.items.values(), tuple(asked)) if i.mode == LINK and i.path not in seen]
            links += [self.items[p] for p in asked if p in self.items and self.items[p].mode == LINK and p not in seen]
            if not links:
                return tuple(asked)
            seen |= {link.path for link in links}
            goals = {goal for link in links if (goal := _pointed(link.path, self._content(link)))}
            around = {goal for goal in goals if any(link.path.startswith(f"{goal}/") for link in links)}
            asked += sorted(goals & self.folders - around - set(asked))

    def _write(self, items: list[TreeEntry], into: Path) -> None:
        sources = [item for item in items if item.path.endswith(SOURCE_SUFFIX)]
        homes = by_key((item.oid, item.path) for item in sources)
        for item in items:
            if not item.path.endswith(SOURCE_SUFFIX):
                _put(into / item.path, b"")
        for oid, data in self.repository.contents(homes):
            if data is None:
                raise missing(homes[oid][0], self.commit)
            whole = self._smudged(data)
            for path in homes[oid]:
                _put(into / path, whole)

    def _smudged(self, data: bytes) -> bytes:
        """What a pointer of Git LFS stands for, where this clone has it; the pointer itself where it has not."""
        found = _POINTER.match(data) if len(data) <= _POINTER_BYTES else None
        if not found:
            return data
        digest = found[1].decode("ascii")
        large = self.repository.large_file(digest)
        return large if large is not None and sha256(large).hexdigest() == digest else data

    def _submodules(self, items: list[TreeEntry], into: Path) -> Iterator[str]:
        for item in items:
            folder = self.repository.top / item.path
            inner = Repository.around(folder) if folder.is_dir() else None
            try:
                if inner is None or inner.top != Path(os.path.realpath(folder)):
                    raise GitError("it is not checked out")
                (into / item.path).mkdir(parents=True, exist_ok=True)
                unread = Revision(inner, inner.commit(item.oid)).lay_out([""], into / item.path)
                yield from (f"{item.path}/{path}" for path in unread)
            except GitError:
                yield item.path

    def _link(self, item: TreeEntry, into: Path) -> None:
        """Put a link where it belongs, and what it points at, if that is not there yet and the revision has it."""
        pending = [item]
        while pending:
            link = pending.pop()
            data = self._content(link)
            _point(into / link.path, data, f"the link {link.path} at {self.commit[:12]}")
            goal = _pointed(link.path, data)
            if goal is None or os.path.lexists(into / goal):
                continue
            if goal in self.folders:
                (into / goal).mkdir(parents=True, exist_ok=True)
            elif goal in self.items and self.items[goal].mode == LINK:
                pending.append(self.items[goal])
            elif goal in self.items and self.items[goal].mode != SUBMODULE:
                self._write([self.items[goal]], into)

    @cached_property
    def _targets(self) -> Mapping[str, bytes | None]:
        """What each link of the revision says, by the name of its object; asked for at once, for links may be many."""
        return dict(self.repository.contents(item.oid for item in self.items.values() if item.mode == LINK))

    def _content(self, item: TreeEntry) -> bytes:
        if item.mode == LINK:
            data = self._targets.get(item.oid)
        else:
            ((_, data),) = self.repository.contents([item.oid])
        if data is None:
            raise missing(item.path, self.commit)
        return data


def _chosen(items: Iterable[TreeEntry], places: tuple[str, ...]) -> list[TreeEntry]:
    """The files below some folders, or under their names with an ending, that a ledger lists; links and submodules."""
    suffixes = (SOURCE_SUFFIX, *UNREAD_SUFFIXES, *TEMPLATES)
    found = []
    for item in items:
        is_inside = any(not place or _lies_at(item.path, place) for place in places)
        if is_inside and (item.mode in (LINK, SUBMODULE) or item.path.endswith(suffixes)):
            found.append(item)
    return found


def _lies_at(path: str, place: str) -> bool:
    """Whether a file lies below a folder, is it, or is the single module of its name: `app.py`, `app.abi3.so`."""
    rest = path.removeprefix(place)
    return path.startswith(place) and (rest[:1] in ("", "/") or (rest[0] == "." and "/" not in rest))


def _pointed(path: str, target: bytes) -> str | None:
    """Where a link at a path leads, from the top of the repository; None when it leads out of it."""
    text = os.fsdecode(target)
    if text.startswith("/") or "\0" in text:
        return None
    goal = os.path.normpath(PurePosixPath(path).parent / text).replace(os.sep, "/")
    return None if goal == ".." or goal.startswith("../") else "" if goal == "." else goal


def _put(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except (OSError, ValueError) as error:
        raise _unwritten(f"the file {shortened(path.name)}", error) from None


def _point(path: Path, target: bytes, name: str) -> None:
    """Lay a link."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(os.fsdecode(target), path)
    except (OSError, ValueError) as error:
        raise _unwritten(shortened(name), error) from None


def _unwritten(name: str, error: OSError | ValueError) -> GitError:
    """A revision that this machine cannot hold: a name that is too long for it, a disk that is full."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    return GitError(f"{name} cannot be laid out beside the work tree: {said}")


def _slashes(path: str) -> Iterator[int]:
    return (at for at, character in enumerate(path) if character == "/")
