"""Modules and imports of packages, found independently from Python's own definitions; shares no code with the tool.

Which file a name stands for is asked of `importlib`'s finder of files (which opens and runs nothing), what a relative
import means of `importlib.util.resolve_name`, and what a file says of `ast`, walked with a visitor of its own.
"""

import ast
import os
import symtable
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, FileFinder, SourceFileLoader
from importlib.util import resolve_name
from pathlib import Path
from typing import NamedTuple

# Files of these kinds make a module exist that has no source to be read.
OPAQUE = (".pyi", ".pyx", ".so", ".pyd", ".pyc")
# A text with one of these words may bind more names than its symbols.
OPEN = ("__getattr__", "globals(", "vars(", "locals(", "exec(", "setattr(", "modules[", "__path__", "meta_path")
NO_SOURCE = (".pyi", ".pyx", ".so", ".pyd", ".ipynb", ".pyc", ".pyw")


class Edge(NamedTuple):
    """An import of one module: from where, of what, at which place, when it happens, and the names taken."""

    importer: str
    target: str
    line: int
    column: int
    kind: str
    names: tuple[str, ...]


class Said(NamedTuple):
    """An import as the text has it; names is None for `import module`."""

    line: int
    column: int
    kind: str
    module: str
    level: int
    names: tuple[str, ...] | None


@dataclass
class Scan:
    """Fate and module of each file by path, the packages without a file, and every edge."""

    files: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    namespaces: set[str] = field(default_factory=set)
    internal: list[Edge] = field(default_factory=list)
    external: list[Edge] = field(default_factory=list)
    unresolved: list[Edge] = field(default_factory=list)


def scan(root: Path, packages: Iterable[str]) -> Scan:
    """Return everything about some top-level packages below a folder."""
    found = Scan()
    trees: dict[str, tuple[Path, ast.Module]] = {}
    for path in (path for package in packages for path in sorted(_paths(root / package))):
        fate, module = _fate(root, path)
        if fate == "module" and module:
            tree = _tree(path)
            if tree:
                trees[module] = (path, tree)
            else:
                fate = "unparsable"
        found.files[path.relative_to(root).as_posix()] = (fate, module)
    there = ("module", "unparsable", "opaque")
    modules = {module for fate, module in found.files.values() if module and fate in there}
    folders = (module.split(".")[:length] for module in modules for length in range(1, module.count(".") + 1))
    found.namespaces = set(map(".".join, folders)) - modules
    for module, (path, tree) in trees.items():
        package = module if path.stem == "__init__" else module.rpartition(".")[0]
        for said in _Imports.of(tree, package):
            known = _Known(modules | found.namespaces, tuple(packages), trees)
            _reach(found, known, (module, package), said)
    return found


def _paths(folder: Path) -> Iterator[Path]:
    """Yield everything that looks like a module, and links to folders, below a folder."""
    for where, folders, names in os.walk(folder):
        for path in (Path(where, name) for name in folders if os.path.islink(os.path.join(where, name))):
            leads_back = Path(where).resolve().is_relative_to(path.resolve())
            yield from (path,) if leads_back else _paths(path)
        made = ".pyc" if where.endswith("__pycache__") else "\0"
        yield from (Path(where, name) for name in names if name.endswith((".py", *NO_SOURCE)) and made not in name)


def _fate(root: Path, path: Path) -> tuple[str, str | None]:
    if path.suffix in OPAQUE and path.is_file():
        parts = (*path.relative_to(root).parts[:-1], path.name.partition(".")[0])
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        return ("opaque", ".".join(parts)) if _origin(root, parts) == path else ("not importable", None)
    if path.suffix in NO_SOURCE:
        return "not importable", None
    real = path.resolve()
    if not real.is_file() or not real.is_relative_to(root.resolve()):
        return "not regular", None
    parts = path.relative_to(root).with_suffix("").parts
    if any("." in part for part in parts):
        return "not importable", None
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    return "module" if _origin(root, parts) == path else "shadowed", ".".join(parts)


def _origin(root: Path, parts: tuple[str, ...]) -> Path | None:
    """Return the file that Python imports for a dotted name; None when there is none."""
    folder, origin = str(root), None
    for at in range(len(parts)):
        spec = _finder(folder).find_spec(".".join(parts[: at + 1])) if folder else None
        if spec is None:
            return None
        origin, folder = spec.origin, "".join(spec.submodule_search_locations or ())
    return Path(origin) if origin else None


@cache
def _finder(folder: str) -> FileFinder:
    return FileFinder(folder, (SourceFileLoader, [".py"]), (SourceFileLoader, [*EXTENSION_SUFFIXES, *OPAQUE]))


def _tree(path: Path) -> ast.Module | None:
    try:
        # What Python warns of (escapes that it does not know) is Python all the same.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return None


class _Imports(ast.NodeVisitor):
    """Collects the imports of a file, each with the kind that it has by what is around it."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.kind = "runtime"
        self.said: list[Said] = []
        self.calls: list[ast.Call] = []
        # What stands for the functions that import, for the modules that have them, and for TYPE_CHECKING.
        self.importers = {"import_module", "__import__"}
        self.modules = {"importlib", "builtins"}
        self.constants = {"TYPE_CHECKING"}

    @classmethod
    def of(cls, tree: ast.Module, package: str) -> list[Said]:
        """Return all imports of a file."""
        visitor = cls(package)
        visitor.visit(tree)
        for call in visitor.calls:
            if visitor.imports(call.func):
                visitor.said += visitor.by_call(call)
        return visitor.said

    def visit_Import(self, node: ast.Import) -> None:
        place = node.lineno, node.col_offset + 1
        self.said += [Said(*place, self.kind, alias.name, 0, None) for alias in node.names]
        self.modules |= {alias.asname for alias in node.names if alias.name == "importlib" and alias.asname}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        names = tuple(alias.name for alias in node.names)
        self.said.append(Said(node.lineno, node.col_offset + 1, self.kind, node.module or "", node.level, names))
        given = {alias.name: alias.asname or alias.name for alias in node.names}
        self.importers |= {given[name] for name in ("import_module",) if node.module == "importlib" and name in given}
        if node.module == "typing" and "TYPE_CHECKING" in given:
            self.constants.add(given["TYPE_CHECKING"])

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._within(node.body, "lazy" if self.kind == "runtime" else self.kind)
        for part in (node.args, *node.decorator_list, *filter(None, [node.returns])):
            self.visit(part)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self._within(node.body, "typing" if self.is_for_type_checkers(node.test) else self.kind)
        is_other = isinstance(node.test, ast.UnaryOp) and self.is_for_type_checkers(node.test.operand)
        self._within(node.orelse, "typing" if is_other else self.kind)

    def is_for_type_checkers(self, test: ast.expr) -> bool:
        """Return whether only type checkers find a condition true."""
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            return any(map(self.is_for_type_checkers, test.values))
        return _last(test) in (self.constants if isinstance(test, ast.Name) else {"TYPE_CHECKING"})

    def imports(self, function: ast.expr) -> bool:
        """Return whether a function is one of those that import."""
        if isinstance(function, ast.Attribute):
            return function.attr in {"import_module", "__import__"} and _last(function.value) in self.modules
        return _last(function) in self.importers

    def visit_Call(self, node: ast.Call) -> None:
        self.calls.append(node)
        self.generic_visit(node)

    def by_call(self, node: ast.Call) -> Iterator[Said]:
        """Yield the import that a call makes, if its arguments are literal."""
        if _last(node.func) == "__import__":
            parameters: tuple[str, ...] = ("name", "globals", "locals", "fromlist", "level")
        else:
            parameters = ("name", "package")
        given = dict(zip(parameters, node.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        name, package = _text(given.get("name")), _text(given.get("package"))
        if _last(given.get("package")) == "__package__":
            package = self.package
        if name and (package or not name.startswith(".")):
            taken = ast.literal_eval(given["fromlist"]) if "fromlist" in given else ()
            level = ast.literal_eval(given["level"]) if "level" in given else 0
            target = name if level else resolve_name(name, package)
            yield Said(node.lineno, node.col_offset + 1, "dynamic", target, level, tuple(taken) or None)

    def _within(self, body: list[ast.stmt], kind: str) -> None:
        before, self.kind = self.kind, kind
        for statement in body:
            self.visit(statement)
        self.kind = before


def _last(node: ast.expr | None) -> str:
    """Return the last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


class _Known(NamedTuple):
    """All that can be imported: the names of modules, the packages, and the files that can be asked what they bind."""

    modules: set[str]
    roots: tuple[str, ...]
    trees: dict[str, tuple[Path, ast.Module]]

    def binds(self, module: str, name: str, seen: frozenset[str] = frozenset()) -> bool:
        """Return whether a module may have a name, by Python's own table of symbols and its star imports."""
        if module not in self.trees or module in seen:
            return module not in seen and module in self.modules and module not in self.trees
        path, tree = self.trees[module]
        text = path.read_text(encoding="utf-8", errors="replace")
        if any(word in text for word in OPEN) or (name.startswith("__") and hasattr(symtable, name)):
            return True
        taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        own = {alias.name for node in taken if node.level == 1 and not node.module for alias in node.names}
        symbols = symtable.symtable(text, str(path), "exec")
        if name in symbols.get_identifiers() and name not in own:
            symbol = symbols.lookup(name)
            if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
                return True
        package = module if path.stem == "__init__" else module.rpartition(".")[0]
        stars = [node for node in taken if node.names[0].name == "*"]
        return any(self._passes_on(node, package, name, seen | {module}) for node in stars)

    def _passes_on(self, node: ast.ImportFrom, package: str, name: str, seen: frozenset[str]) -> bool:
        base = resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module or ""
        return base.partition(".")[0] not in self.roots or self.binds(base, name, seen)

    def nearest(self, module: str) -> str:
        """Return the nearest existing module above a missing one."""
        while module and module not in self.modules:
            module = module.rpartition(".")[0]
        return module


def _reach(found: Scan, known: _Known, where: tuple[str, str], said: Said) -> None:
    """File the edges of one import: to a module of the packages, an external one, or a missing one.

    where: the importing module, and the package that its relative imports start from.
    """
    importer, package = where

    def edge(target: str, names: tuple[str, ...]) -> list[Edge]:
        place = said.line, said.column
        return [Edge(importer, target, *place, said.kind, names)] if target and target != importer else []

    dots = "." * said.level
    try:
        base = resolve_name(dots + said.module, package) if said.level else said.module
    except ImportError:
        found.unresolved += edge(dots + said.module, said.names or ())
        return
    if base.partition(".")[0] not in known.roots:
        found.external += edge(base, said.names or ())
    elif base not in known.modules:
        found.unresolved += edge(base, said.names or ())
        found.internal += edge(known.nearest(base), ())
    elif said.names is None:
        found.internal += edge(base, ())
    else:
        inside = [name for name in said.names if f"{base}.{name}" in known.modules]
        others = tuple(name for name in said.names if name not in inside)
        found.internal += [one for name in inside for one in edge(f"{base}.{name}", (name,))]
        found.internal += edge(base, others) if others else []
        is_package = base in found.namespaces or (base in known.trees and known.trees[base][0].stem == "__init__")
        for name in others if is_package else ():
            if name != "*" and (base in found.namespaces or not known.binds(base, name)):
                found.unresolved += edge(f"{base}.{name}", (name,))
