"""What a walk over the packages finds, before any file is read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from import_conformance.model.codebase import Beside, Foreign, SourceFile, Unread
from import_conformance.model.locate import shown
from import_conformance.reading.cache.cache_file import Stamp


class Entry(NamedTuple):
    """A file of the ledger before it is read: its line in the ledger and where it lies on disk.

    rank: that of its source root on the import path. real: where it lies, all links to folders followed; by_link:
    whether any link is on the way.
    """

    file: SourceFile
    absolute: str
    rank: int = 0
    real: str = ""
    by_link: bool = False

    @property
    def shown(self) -> str:
        """Its path as it is shown to people: from the topology where there are several source roots."""
        return shown(self.file.path, self.file.root)

    @property
    def is_package(self) -> bool:
        """Whether it is the file of a package."""
        return self.file.path.endswith("/__init__.py")


class Found(NamedTuple):
    """What the walk met: the entries, sorted by path, and the packages without `__init__.py` that hold modules.

    beside, unread, foreign, declared: as in the code base. looked_at: files that decided a fate, with the state in
    which they were. folders: all folders by their dotted names, because Python imports also those that hold no module.
    """

    entries: tuple[Entry, ...]
    namespaces: frozenset[str]
    beside: tuple[Beside, ...] = ()
    unread: tuple[Unread, ...] = ()
    looked_at: tuple[tuple[str, Stamp | None], ...] = ()
    foreign: tuple[Foreign, ...] = ()
    declared: Mapping[str, str] = MappingProxyType({})
    folders: frozenset[str] = frozenset()
