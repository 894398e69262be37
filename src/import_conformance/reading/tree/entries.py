"""The values that a walk over the packages finds, before any file is read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from import_conformance.model.codebase import Beside, ForeignConfiguration, SourceFile, Unread
from import_conformance.model.locate import shown
from import_conformance.model.topology import Problem
from import_conformance.reading.cache.cache_file import Stamp


class Entry(NamedTuple):
    """A file of the ledger before it is read.

    Attributes:
        rank: The position of its source root on the import path, from 0.
        real: Its path with all links to folders followed.
        by_link: Whether any link is on the way to it.
    """

    file: SourceFile
    absolute: str
    rank: int = 0
    real: str = ""
    by_link: bool = False

    @property
    def shown(self) -> str:
        """Return its path as shown to users: relative to the topology where there are several source roots."""
        return shown(self.file.path, self.file.root)

    @property
    def is_package(self) -> bool:
        """Return whether it is the `__init__.py` of a package."""
        return self.file.path.endswith("/__init__.py")


class WalkResult(NamedTuple):
    """The result of a walk over the packages.

    Attributes:
        namespaces: The packages without `__init__.py` that hold modules.
        unread: What is not read because a link leads out of the repository.
        missing: Source roots and packages that the topology names and that are not there.
        looked_at: The files that decided a fate, with the state in which they were.
        foreign: Files that change what `lint-imports` reports.
        declared: The declared dependencies, each with the file that declares it.
        folders: All folders by their dotted names, because Python imports also those that hold no module.
    """

    entries: tuple[Entry, ...]
    namespaces: frozenset[str]
    beside: tuple[Beside, ...] = ()
    unread: tuple[Unread, ...] = ()
    looked_at: tuple[tuple[str, Stamp | None], ...] = ()
    foreign: tuple[ForeignConfiguration, ...] = ()
    declared: Mapping[str, str] = MappingProxyType({})
    folders: frozenset[str] = frozenset()
    missing: tuple[Problem, ...] = ()
