"""A revision of a repository, as the files that a ledger lists: their paths, what they hold, and where links lead."""

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
        """The files below some folders that a ledger lists, and the links and submodules there."""
        return _chosen(self.items.values(), places)

    def with_linked(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Some folders, and those that links in them lead to, links in these included; none that the link lies in."""
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
        """The path and the content of each of some files; for a pointer of Git LFS, what it stands for.

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
        """What a pointer of Git LFS stands for, where this clone has it; the pointer itself where it has not."""
        found = _POINTER.match(data) if len(data) <= _POINTER_BYTES else None
        if not found:
            return data
        digest = found[1].decode("ascii")
        large = self.repository.large_file(digest)
        return large if large is not None and sha256(large).hexdigest() == digest else data

    @cached_property
    def _targets(self) -> Mapping[str, bytes | None]:
        """What each link of the revision says, by the name of its object; asked for at once, for links may be many."""
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


def link_target(path: str, target: bytes) -> str | None:
    """Where a link at a path leads, from the top of the repository; None when it leads out of it."""
    text = os.fsdecode(target)
    if text.startswith("/") or "\0" in text:
        return None
    goal = os.path.normpath(PurePosixPath(path).parent / text).replace(os.sep, "/")
    return None if goal == ".." or goal.startswith("../") else "" if goal == "." else goal


def _slashes(path: str) -> Iterator[int]:
    return (at for at, character in enumerate(path) if character == "/")
