"""Write the files of a revision into a folder, so that they are read by the same code and judged as a checkout is.

Only files that the ledger lists are written: Python files with their content, other listed files empty (they are not
read), links as links. What a link points at is there as far as the ledger asks: whether it is, and whether it is a
folder.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from import_conformance.reading.history.git import LINK, SUBMODULE, GitError, Repository, TreeEntry
from import_conformance.reading.history.revisions import Revision, link_target
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.tree.module_files import SOURCE_SUFFIX
from import_conformance.writing.folders import make_folder, put_file, put_link


def check_out(revision: Revision, places: Iterable[str], into: Path) -> tuple[str, ...]:
    """Write the files below some folders into one that stands for the top of the repository.

    Returns:
        The submodules that this clone does not hold, which stay empty.

    Raises:
        GitError: When this clone does not hold a file, or this machine cannot hold it.
    """
    return _RevisionWriter(revision, into).fill(places)


@dataclass(frozen=True)
class _RevisionWriter:
    revision: Revision
    into: Path

    def fill(self, places: Iterable[str]) -> tuple[str, ...]:
        asked = self.revision.with_linked(tuple(places))
        for place in self.revision.folders.intersection(asked):
            make_folder(self.into / place)
        chosen = self.revision.listed(asked)
        self._write([item for item in chosen if item.mode not in (LINK, SUBMODULE)])
        unread = tuple(self._submodules([item for item in chosen if item.mode == SUBMODULE]))
        # Links come last, so that no file is ever written through one.
        for item in chosen:
            if item.mode == LINK and not os.path.lexists(self.into / item.path):
                self._link(item)
        return unread

    def _write(self, items: Iterable[TreeEntry]) -> None:
        sources = []
        for item in items:
            if item.path.endswith(SOURCE_SUFFIX):
                sources.append(item)
            else:
                self._put(item.path, b"")
        for path, data in self.revision.contents(sources):
            self._put(path, data)

    def _put(self, path: str, data: bytes) -> None:
        try:
            put_file(self.into / path, data)
        except (OSError, ValueError) as error:
            raise _unwritten(f"the file {shortened(os.path.basename(path))}", error) from None

    def _submodules(self, items: Iterable[TreeEntry]) -> Iterator[str]:
        for item in items:
            folder = self.revision.repository.top / item.path
            inner = Repository.around(folder) if folder.is_dir() else None
            try:
                if inner is None or inner.top != Path(os.path.realpath(folder)):
                    raise GitError("it is not checked out")
                make_folder(self.into / item.path)
                unread = check_out(Revision(inner, inner.commit(item.oid)), [""], self.into / item.path)
                yield from (f"{item.path}/{path}" for path in unread)
            except GitError:
                yield item.path

    def _link(self, item: TreeEntry) -> None:
        """Put a link where it belongs, and what it points at, if that is not there yet and the revision has it."""
        items, pending = self.revision.items, [item]
        while pending:
            link = pending.pop()
            data = self.revision.content(link)
            self._point(link.path, data)
            goal = link_target(link.path, data)
            if goal is None or os.path.lexists(self.into / goal):
                continue
            if goal in self.revision.folders:
                make_folder(self.into / goal)
            elif goal in items and items[goal].mode == LINK:
                pending.append(items[goal])
            elif goal in items and items[goal].mode != SUBMODULE:
                self._write([items[goal]])

    def _point(self, path: str, target: bytes) -> None:
        try:
            put_link(self.into / path, target)
        except (OSError, ValueError) as error:
            raise _unwritten(shortened(f"the link {path} at {self.revision.commit[:12]}"), error) from None


def _unwritten(name: str, error: OSError | ValueError) -> GitError:
    """A revision that this machine cannot hold: a name that is too long for it, a disk that is full."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    return GitError(f"{name} cannot be laid out beside the work tree: {said}")
