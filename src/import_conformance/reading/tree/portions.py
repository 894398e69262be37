"""Decide why several source roots hold a module of one name: portions of a namespace, distributions, or leftovers.

Before Python had namespace packages (PEP 420), a package declared itself one in its `__init__.py`: by
`pkgutil.extend_path`, or by `declare_namespace` of `pkg_resources`. Every distribution of it has that file, and Python
runs the first.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from import_conformance.model.base.facts import NamespaceDeclaration, Unreadable
from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.reading.cache.cache_file import Stamp, stamp
from import_conformance.reading.source.facts import namespace_declaration
from import_conformance.reading.text.source_text import read_bytes
from import_conformance.reading.tree.entries import Entry

PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
ONLY_THE_DECLARATION = (
    "leave only the declaration of the namespace in it: where several distributions declare one, Python runs the "
    "`__init__.py` of the first alone"
)


@dataclass(frozen=True)
class Portions:
    """Decides the fate of a file whose module name another file has in an earlier source root.

    Attributes:
        looked_at: The files that were read for it, with the state in which they were; None for missing ones.
    """

    homes: Sequence[str]
    looked_at: dict[str, Stamp | None] = field(default_factory=dict)
    _declared: dict[str, NamespaceDeclaration | None] = field(default_factory=dict)

    def judged(self, file: SourceFile, entry: Entry, owner: Entry) -> SourceFile:
        """Return the final line of the ledger for a file that seems to be shadowed.

        Args:
            file: Its line so far.
            entry: The file.
            owner: The file that Python imports under the name.
        """
        if not self.homes:
            return file
        are_packages = entry.is_package and owner.is_package
        declared = self._declaration(entry) if are_packages and self._declaration(owner) else None
        if declared:
            if declared.is_alone:
                reason = f"a portion of the namespace {file.module}, which {owner.shown} declares, too"
                return file._replace(fate=Fate.JUDGED, reason=reason)
            return file._replace(advice=ONLY_THE_DECLARATION)
        both = (self._project(owner), self._project(entry))
        if all(both) and both[0] != both[1]:
            names = " and ".join(self._shown(each, project) for each, project in zip((owner, entry), both, strict=True))
            reason = f"two distributions of this repository, {names}, hold {file.module}, and {file.reason}"
            head = (file.module or "").partition(".")[0]
            advice = (
                f"rename the top-level package of one of them, or make {head} a namespace package of both; where they "
                "are never installed together, give each a topology of its own"
            )
            return file._replace(reason=reason, advice=advice)
        return file

    def _declaration(self, entry: Entry) -> NamespaceDeclaration | None:
        """Return how a file declares a namespace; None if it does not, or cannot be read."""
        path = entry.absolute
        if path not in self._declared:
            self.looked_at[path] = stamp(path)
            data = read_bytes(path)
            self._declared[path] = None if isinstance(data, Unreadable) else namespace_declaration(data)
        return self._declared[path]

    def _project(self, entry: Entry) -> str:
        """Return the nearest directory at or above a source root that is a project; "" where there is none."""
        home = os.path.abspath(self.homes[entry.rank])
        top = os.path.commonpath([os.path.abspath(each) for each in self.homes])
        while True:
            for name in PROJECT_FILES:
                path = os.path.join(home, name)
                self.looked_at.setdefault(path, stamp(path))
                if self.looked_at[path] is not None:
                    return home
            if home == top or home == os.path.dirname(home):
                return ""
            home = os.path.dirname(home)

    def _shown(self, entry: Entry, project: str) -> str:
        """Return a project's directory relative to the topology."""
        from_root = os.path.relpath(project, os.path.abspath(self.homes[entry.rank]))
        return os.path.normpath(os.path.join(entry.file.root, from_root)).replace(os.sep, "/")
