"""Decide why several source roots hold a module of one name: portions of a namespace, distributions, or leftovers.

Before Python had namespace packages (PEP 420), a package declared itself one in its `__init__.py`: by
`pkgutil.extend_path`, or by `declare_namespace` of `pkg_resources`. Every distribution of it has that file, and Python
runs the first.
"""

import ast
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.facts import Unreadable
from import_conformance.reading.cache.cache_file import Stamp, stamp
from import_conformance.reading.source.facts import read_bytes
from import_conformance.reading.text.source_text import decode, parse
from import_conformance.reading.tree.entries import Entry

DECLARE = frozenset({"extend_path", "declare_namespace"})
MODULES = frozenset({"pkgutil", "pkg_resources"})
PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
ONLY_THE_DECLARATION = (
    "leave only the declaration of the namespace in it: where several distributions declare one, Python runs the "
    "`__init__.py` of the first alone"
)


@dataclass(frozen=True)
class Portions:
    """Decides the fate of a file whose module name another file has in an earlier source root.

    Attributes:
        homes: The directories of the source roots, by rank.
        looked_at: The files that were read for it, with the state in which they were; None for missing ones.
    """

    homes: Sequence[str]
    looked_at: dict[str, Stamp | None] = field(default_factory=dict)
    _trees: dict[str, ast.Module | None] = field(default_factory=dict)

    def judged(self, file: SourceFile, entry: Entry, owner: Entry) -> SourceFile:
        """Return the final line of the ledger for a file that seems to be shadowed.

        Args:
            file: Its line so far.
            entry: The file.
            owner: The file that Python imports under the name.
        """
        if not self.homes:
            return file
        if entry.is_package and owner.is_package and self._declares(owner) and self._declares(entry):
            tree = self._tree(entry)
            if tree and _is_bare(tree):
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

    def _declares(self, entry: Entry) -> bool:
        tree = self._tree(entry)
        return tree is not None and declares_namespace(tree)

    def _tree(self, entry: Entry) -> ast.Module | None:
        """Return the syntax tree of a file; None if it cannot be read, or holds neither name of `DECLARE`."""
        path = entry.absolute
        if path not in self._trees:
            self.looked_at[path] = stamp(path)
            data = read_bytes(path)
            is_one = not isinstance(data, Unreadable) and any(name.encode() in data for name in DECLARE)
            text = decode(data) if is_one and not isinstance(data, Unreadable) else None
            tree = parse(text) if isinstance(text, str) else None
            self._trees[path] = tree if isinstance(tree, ast.Module) else None
        return self._trees[path]

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


def declares_namespace(tree: ast.Module) -> bool:
    """Return whether a file declares its package a namespace, in code that runs when it is imported."""
    aliases = {
        alias.asname or alias.name
        for node in _running(tree.body)
        if isinstance(node, ast.ImportFrom) and node.module in MODULES and not node.level
        for alias in node.names
        if alias.name in DECLARE
    }
    return any(_is_declaration(node, aliases) for node in _running(tree.body))


def _running(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """Yield all nodes of code that runs at import, without those of functions and classes."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield node
            pending += ast.iter_child_nodes(node)


def _is_declaration(node: ast.AST, aliases: set[str]) -> bool:
    """Return whether a node calls `declare_namespace(__name__)` or `extend_path(__path__, __name__)`, by any name."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    named = isinstance(called, ast.Name) and called.id in aliases
    reached = isinstance(called, ast.Attribute) and called.attr in DECLARE
    return (named or reached) and any(isinstance(each, ast.Name) and each.id == "__name__" for each in node.args)


def _is_bare(tree: ast.Module) -> bool:
    """Return whether a file holds nothing but the declaration: no other import, no definition and no other call."""
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
                return False
            if isinstance(node, ast.Import) and any(alias.name not in MODULES for alias in node.names):
                return False
            if isinstance(node, ast.ImportFrom) and (node.module not in MODULES or node.level):
                return False
            if isinstance(node, ast.Call) and not _is_of_the_declaration(node):
                return False
    return True


def _is_of_the_declaration(node: ast.Call) -> bool:
    """Return whether a call is that of one of the two functions, or of `__import__` for their modules."""
    if isinstance(node.func, ast.Name) and node.func.id == "__import__":
        return bool(node.args) and isinstance(node.args[0], ast.Constant) and node.args[0].value in MODULES
    return any(isinstance(each, ast.Name) and each.id == "__name__" for each in node.args)
