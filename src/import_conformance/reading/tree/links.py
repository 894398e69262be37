"""Where links may lead: within the repository they are followed; what leads out of it is not read."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from import_conformance.model.codebase import Unread
from import_conformance.model.topology import Source
from import_conformance.reading.tree.repository import is_within, leads_back, repository_of

LEAVES = "a link that leaves the repository: it is not followed"
LEADS_BACK = "a link to a folder that it lies in: it is not followed again"
# Folders that are entered by links, and those in them; of links between folders there may be millions of names.
MOST_LINKED = 2_000


class Ways:
    """Decides which links are followed.

    repository: how far. is_given: True where a person has named the source root, which then may lie anywhere.
    """

    def __init__(self, repository: str, *, is_given: bool) -> None:
        self.repository = repository
        self._is_given = is_given
        self._entered = 0

    def why_not(self, target: str, places: tuple[str, ...]) -> str:
        """Why a link to a folder is not followed; "" when it is. target, places: as for `leads_back`."""
        if not is_within(target, self.repository):
            return LEAVES
        return LEADS_BACK if leads_back(target, places) else ""

    def enter(self) -> str:
        """Count a folder that links lead to; why it is not entered, "" when it is."""
        self._entered += 1
        return f"more than {MOST_LINKED} folders lie behind links" if self._entered > MOST_LINKED else ""

    def unread_roots(self, roots: Sequence[str], homes: Sequence[str]) -> Iterator[Unread]:
        """The source roots that lead out of the repository; homes: their directories."""
        for root, home in zip(roots, homes, strict=True):
            if not self._is_given and not is_within(home, self.repository):
                yield Unread(".", root if len(homes) > 1 else "", f"the source root '{root}'")

    def unread_package(self, package: str, root: str, home: str) -> Unread | None:
        """A package that leads out of the repository, below a source root that does not."""
        relative, real = package.replace(".", "/"), os.path.realpath(home)
        for path in (relative, f"{relative}.py"):
            place = os.path.join(home, path)
            if os.path.exists(place) and not (is_within(place, self.repository) or is_within(place, real)):
                return Unread(path, root, f"the package '{package}'")
        return None


def leading_out(baseline: Path, home: Path) -> bool:
    """Whether a baseline that a topology names is out of its repository; home: the topology's directory."""
    return os.path.lexists(baseline) and not is_within(os.fspath(baseline), repository_of(home))


def unread_baseline(source: Source, topology: Path, roots: Sequence[str]) -> Iterator[Unread]:
    """The baseline of a topology if it leads out of the repository. roots: the directories of the source roots."""
    if source.baseline and leading_out(topology.parent / source.baseline, topology.parent):
        path = os.path.relpath(topology.parent / source.baseline, roots[0]).replace(os.sep, "/")
        root = source.roots[0] if len(roots) > 1 else ""
        yield Unread(path, root, f"the baseline '{source.baseline}'", is_code=False)
