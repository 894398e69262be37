"""Read a revision of a repository: paths and contents of the files that a ledger lists, and the targets of links."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath

from import_conformance.model.by_key import by_key
from import_conformance.reading.history.git import LINK, SUBMODULE, Repository, TreeEntry, missing_content
from import_conformance.reading.tree.module_files import SOURCE_SUFFIX, TEMPLATES, UNREAD_SUFFIXES

_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")
_POINTER_BYTES = 1024
_LINKS = 20
_NO_NAMES = frozenset({"", ".", "..", ".git"})


@dataclass(frozen=True)
class Revision:
    """A commit of a repository."""

    repository: Repository
    commit: str

    @cached_property
    def items(self) -> Mapping[str, TreeEntry]:
        """The files by path, without those that no checkout would write, such as files below a link."""
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
        """All folders that hold a file, and the top, which is ""."""
        parents = {item.path.rpartition("/")[0] for item in self.items.values()}
        return frozenset({"", *parents, *(parent[:at] for parent in parents for at in _slashes(parent))})

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, following links in the repository; None when there is no such file.

        Raises:
            GitError: when this clone does not have its content.
        """
        for _ in range(_LINKS):
            item = self.items.get(path)
            if item is None or item.mode == SUBMODULE:
                return None
            data = self.content(item)
            if item.mode != LINK:
                return data
            path = link_target(path, data) or ""
        return None

    def listed(self, places: tuple[str, ...]) -> list[TreeEntry]:
        """Return the files below some folders that a ledger lists, and the links and submodules there."""
        return _chosen(self.items.values(), places)

    def with_linked(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Return the folders with the targets of links in them, recursively, without targets that hold the link."""
        asked = list(places)
        seen: set[str] = set()
        while True:
            links = [i for i in _chosen(self.items.values(), tuple(asked)) if i.mode == LINK and i.path not in seen]
            links += [self.items[p] for p in asked if p in self.items and self.items[p].mode == LINK and p not in seen]
            if not links:
                return tuple(asked)
            seen |= {link.path for link in links}
            goals = {goal for link in links if (goal := link_target(link.path, self.content(link)))}
            around = {goal for goal in goals if any(link.path.startswith(f"{goal}/") for link in links)}
            asked += sorted(goals & self.folders - around - set(asked))

    def contents(self, items: Iterable[TreeEntry]) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of each file; for a pointer of Git LFS, the content that it stands for.

        Raises:
            GitError: when this clone does not have the content of a file.
        """
        homes = by_key((item.oid, item.path) for item in items)
        for oid, data in self.repository.contents(homes):
            if data is None:
                raise missing_content(homes[oid][0], self.commit)
            whole = self._smudged(data)
            yield from ((path, whole) for path in homes[oid])

    def _smudged(self, data: bytes) -> bytes:
        """Return the content that a pointer of Git LFS stands for, or the pointer where this clone does not have it."""
        found = _POINTER.match(data) if len(data) <= _POINTER_BYTES else None
        if not found:
            return data
        digest = found[1].decode("ascii")
        large = self.repository.large_file(digest)
        return large if large is not None and sha256(large).hexdigest() == digest else data

    @cached_property
    def _targets(self) -> Mapping[str, bytes | None]:
        """The target of each link by the name of its object; read at once, because there may be many links."""
        return dict(self.repository.contents(item.oid for item in self.items.values() if item.mode == LINK))

    def content(self, item: TreeEntry) -> bytes:
        """What a file holds, or where a link leads.

        Raises:
            GitError: when this clone does not have it.
        """
        if item.mode == LINK:
            data = self._targets.get(item.oid)
        else:
            ((_, data),) = self.repository.contents([item.oid])
        if data is None:
            raise missing_content(item.path, self.commit)
        return data


def _chosen(items: Iterable[TreeEntry], places: tuple[str, ...]) -> list[TreeEntry]:
    """Return the files, links and submodules below some folders, or under their names with a suffix."""
    suffixes = (SOURCE_SUFFIX, *UNREAD_SUFFIXES, *TEMPLATES)
    found = []
    for item in items:
        is_inside = any(not place or _lies_at(item.path, place) for place in places)
        if is_inside and (item.mode in (LINK, SUBMODULE) or item.path.endswith(suffixes)):
            found.append(item)
    return found


def _lies_at(path: str, place: str) -> bool:
    """Return whether a path is below a place, is it, or is the single module of its name: `app.py`, `app.abi3.so`."""
    rest = path.removeprefix(place)
    return path.startswith(place) and (rest[:1] in ("", "/") or (rest[0] == "." and "/" not in rest))


def link_target(path: str, target: bytes) -> str | None:
    """Return the path that a link leads to, from the top of the repository; None when it leads out of it."""
    text = os.fsdecode(target)
    if text.startswith("/") or "\0" in text:
        return None
    goal = os.path.normpath(PurePosixPath(path).parent / text).replace(os.sep, "/")
    return None if goal == ".." or goal.startswith("../") else "" if goal == "." else goal


def _slashes(path: str) -> Iterator[int]:
    return (at for at, character in enumerate(path) if character == "/")
