"""Decide which links are followed: those within the repository. What leads out of it is not read."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from import_conformance.model.codebase import Unread
from import_conformance.model.topology import Source
from import_conformance.reading.tree.repository import is_within, leads_back, repository_of

LEAVES = "a link that leaves the repository: it is not followed"
LEADS_BACK = "a link to a folder that it lies in: it is not followed again"
# The number of folders entered by links, with the folders in them: links between folders can make millions of names.
MOST_LINKED = 2_000


class LinkPolicy:
    """Decides which links are followed: those within the repository."""

    def __init__(self, repository: str, *, is_given: bool) -> None:
        """Set the limits; a source root named on the command line (`is_given`) may be anywhere."""
        self.repository = repository
        self._is_given = is_given
        self._entered = 0

    def refusal(self, target: str, places: tuple[str, ...]) -> str:
        """Return why a link to a folder is not followed; "" when it is. For the arguments see `leads_back`."""
        if not is_within(target, self.repository):
            return LEAVES
        return LEADS_BACK if leads_back(target, places) else ""

    def enter(self) -> str:
        """Count a folder that is reached by links; return why it is not entered, "" when it is."""
        self._entered += 1
        return f"more than {MOST_LINKED} folders lie behind links" if self._entered > MOST_LINKED else ""

    def unread_roots(self, roots: Sequence[str], homes: Sequence[str]) -> Iterator[Unread]:
        """Yield the source roots that lead out of the repository; homes: their directories."""
        for root, home in zip(roots, homes, strict=True):
            if not self._is_given and not is_within(home, self.repository):
                yield Unread(".", root if len(homes) > 1 else "", f"the source root '{root}'")

    def unread_package(self, package: str, root: str, home: str) -> Unread | None:
        """Return the entry for a package that leads out of the repository; None for one that does not."""
        relative, real = package.replace(".", "/"), os.path.realpath(home)
        for path in (relative, f"{relative}.py"):
            place = os.path.join(home, path)
            if os.path.exists(place) and not (is_within(place, self.repository) or is_within(place, real)):
                return Unread(path, root, f"the package '{package}'")
        return None


def leading_out(baseline: Path, home: Path) -> bool:
    """Return whether a baseline is outside the repository of its topology; home: the topology's directory."""
    return os.path.lexists(baseline) and not is_within(os.fspath(baseline), repository_of(home))


def unread_baseline(source: Source, topology: Path, roots: Sequence[str]) -> Iterator[Unread]:
    """Yield the baseline of a topology if it leads out of the repository."""
    if source.baseline and leading_out(topology.parent / source.baseline, topology.parent):
        path = os.path.relpath(topology.parent / source.baseline, roots[0]).replace(os.sep, "/")
        root = source.roots[0] if len(roots) > 1 else ""
        yield Unread(path, root, f"the baseline '{source.baseline}'", is_code=False)
