"""Where a law and its code lie in a git repository, so that other revisions of both can be found."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from import_conformance.model.topology import Source
from import_conformance.reading.history.git import GitError, Repository


@dataclass(frozen=True)
class Site:
    """What a command is about, as places in a repository.

    base: the directory that source roots are relative to; root: the one that stands in for them, "" when none does.
    law: the topology's path in the repository; None when it lies elsewhere, and so is the same for all revisions.
    """

    repository: Repository
    base: Path
    root: str
    law: str | None

    def places(self, source: Source) -> Iterator[str]:
        """The packages of a topology, as paths in the repository."""
        for root in source.roots:
            for package in source.packages:
                place = _inside(self.base / root / package.replace(".", "/"), self.repository.top)
                # No root of a topology may lead out of its directory.
                if place is not None:
                    yield place

    def mirrored(self, top: Path) -> Path:
        """The directory that stands for `base` where another one stands for the top of the repository."""
        return Path(os.path.normpath(top / os.path.relpath(self.base, self.repository.top)))


def find_site(topology: Path, source_root: Path | None) -> Site:
    """The site of a topology and its code.

    Raises:
        GitError: when the code lies in no repository.
    """
    home = Path(os.path.realpath(topology.parent))
    code = Path(os.path.realpath(source_root)) if source_root else home
    repository = _around(code)
    if repository is None:
        raise GitError(f"{code} lies in no git repository, so there is nothing to compare; name one with --source-root")
    around = _around(home) if source_root else repository
    law = _inside(home / topology.name, repository.top) if around == repository else None
    return Site(repository, code.parent if source_root else home, code.name if source_root else "", law)


def _around(folder: Path) -> Repository | None:
    return Repository.around(folder) if folder.is_dir() else None


def _inside(path: Path, top: Path) -> str | None:
    """A path from the top of a repository; None when it lies outside."""
    relative = os.path.relpath(path, top).replace(os.sep, "/")
    if relative == ".." or relative.startswith("../"):
        return None
    return "" if relative == "." else relative
