"""Locate a law and its code in a git repository, so that other revisions of both can be found."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from import_conformance.model.topology import Source
from import_conformance.reading.history.git import GitError, Repository


@dataclass(frozen=True)
class Site:
    """The places of a law and its code.

    Attributes:
        base: The directory that source roots are relative to.
        root: The directory that stands in for all source roots; "" when none does.
        law: The topology's path in the repository; None when it lies elsewhere, and so is the same for all revisions.
    """

    repository: Repository
    base: Path
    root: str
    law: str | None

    def places(self, source: Source) -> Iterator[str]:
        """Yield the packages of a topology, as paths in the repository."""
        for root in source.roots:
            for package in source.packages:
                place = _inside(self.base / root / package.replace(".", "/"), self.repository.top)
                # No root of a topology may lead out of its directory.
                if place is not None:
                    yield place

    def mirrored(self, top: Path) -> Path:
        """Return the directory that stands for `base` when another one stands for the top of the repository."""
        return Path(os.path.normpath(top / os.path.relpath(self.base, self.repository.top)))


def find_site(topology: Path, source_root: Path | None) -> Site:
    """Return the site of a topology and its code.

    Raises:
        GitError: when the code lies in no repository.
    """
    home = Path(os.path.realpath(topology.parent))
    code = Path(os.path.realpath(source_root)) if source_root else home
    repository = _around(code)
    if repository is None:
        raise GitError(f"{code} lies in no git repository, so there is nothing to compare; name one with --source-root")
    of_law = _around(home) if source_root else repository
    law = _inside(home / topology.name, repository.top) if of_law == repository else None
    return Site(repository, code.parent if source_root else home, code.name if source_root else "", law)


def _around(folder: Path) -> Repository | None:
    return Repository.around(folder) if folder.is_dir() else None


def _inside(path: Path, top: Path) -> str | None:
    """Return a path relative to the top of a repository; None when it lies outside."""
    relative = os.path.relpath(path, top).replace(os.sep, "/")
    if relative == ".." or relative.startswith("../"):
        return None
    return "" if relative == "." else relative
