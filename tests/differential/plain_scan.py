"""What packages hold and import, told a second time from Python's own definitions; shares no code with the tool.

Which file a name stands for is asked of `importlib`'s finder of files (which opens and runs nothing), what a relative
import means of `importlib.util.resolve_name`, and what a file says of `ast`, walked with a visitor of its own.
"""

import ast
import os
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.machinery import FileFinder, SourceFileLoader
from importlib.util import resolve_name
from pathlib import Path
from typing import NamedTuple

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
    """Everything about some top-level packages below a folder."""
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
    modules = {module for fate, module in found.files.values() if module and fate in ("module", "unparsable")}
    folders = (module.split(".")[:length] for module in modules for length in range(1, module.count(".") + 1))
    found.namespaces = set(map(".".join, folders)) - modules
    for module, (path, tree) in trees.items():
        package = module if path.stem == "__init__" else module.rpartition(".")[0]
        for said in _Imports.of(tree, package):
            _reach(found, modules | found.namespaces, tuple(packages), (module, package), said)
    return found


def _paths(folder: Path) -> Iterator[Path]:
    """Everything that looks like a module, and links to folders, below a folder."""
    for where, folders, names in os.walk(folder):
        for path in (Path(where, name) for name in folders if os.path.islink(os.path.join(where, name))):
            leads_back = Path(where).resolve().is_relative_to(path.resolve())
            yield from (path,) if leads_back else _paths(path)
        made = ".pyc" if where.endswith("__pycache__") else "\0"
        yield from (Path(where, name) for name in names if name.endswith((".py", *NO_SOURCE)) and made not in name)


def _fate(root: Path, path: Path) -> tuple[str, str | None]:
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
    """The file that Python takes for a dotted name; None when it takes none."""
    folder, origin = str(root), None
    for at in range(len(parts)):
        spec = _finder(folder).find_spec(".".join(parts[: at + 1])) if folder else None
        if spec is None:
            return None
        origin, folder = spec.origin, "".join(spec.submodule_search_locations or ())
    return Path(origin) if origin else None


@cache
def _finder(folder: str) -> FileFinder:
    return FileFinder(folder, (SourceFileLoader, [".py"]))


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
        self.calls: list[tuple[str, ast.Call]] = []
        self.importers = {"import_module", "__import__"}

    @classmethod
    def of(cls, tree: ast.Module, package: str) -> list[Said]:
        """All imports of a file."""
        visitor = cls(package)
        visitor.visit(tree)
        for call in (call for name, call in visitor.calls if name in visitor.importers):
            visitor.said += visitor.by_call(call)
        return visitor.said

    def visit_Import(self, node: ast.Import) -> None:
        place = node.lineno, node.col_offset + 1
        self.said += [Said(*place, self.kind, alias.name, 0, None) for alias in node.names]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        names = tuple(alias.name for alias in node.names)
        self.said.append(Said(node.lineno, node.col_offset + 1, self.kind, node.module or "", node.level, names))
        self.importers |= {alias.asname or alias.name for alias in node.names if alias.name in self.importers}

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._within(node.body, "lazy" if self.kind == "runtime" else self.kind)
        for part in (node.args, *node.decorator_list, *filter(None, [node.returns])):
            self.visit(part)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self._within(node.body, "typing" if _is_for_type_checkers(node.test) else self.kind)
        self._within(node.orelse, self.kind)

    def visit_Call(self, node: ast.Call) -> None:
        self.calls.append((_last(node.func), node))
        self.generic_visit(node)

    def by_call(self, node: ast.Call) -> Iterator[Said]:
        """The import that a call makes, if its text tells which."""
        given = dict(zip(("name", "package"), node.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        name, package = _text(given.get("name")), _text(given.get("package"))
        if _last(given.get("package")) == "__package__":
            package = self.package
        if name and (package or not name.startswith(".")):
            yield Said(node.lineno, node.col_offset + 1, "dynamic", resolve_name(name, package), 0, None)

    def _within(self, body: list[ast.stmt], kind: str) -> None:
        before, self.kind = self.kind, kind
        for statement in body:
            self.visit(statement)
        self.kind = before


def _is_for_type_checkers(test: ast.expr) -> bool:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(_is_for_type_checkers(value) for value in test.values)
    return _last(test) == "TYPE_CHECKING"


def _last(node: ast.expr | None) -> str:
    """The last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _reach(found: Scan, known: set[str], roots: tuple[str, ...], where: tuple[str, str], said: Said) -> None:
    """File the edges of one import: to a module of the packages, out of them, or to what is not there.

    where: the importing module, and the package that its relative imports start from.
    """
    importer, package = where

    def edge(target: str, names: tuple[str, ...]) -> Edge:
        return Edge(importer, target, said.line, said.column, said.kind, names)

    dots = "." * said.level
    try:
        base = resolve_name(dots + said.module, package) if said.level else said.module
    except ImportError:
        found.unresolved.append(edge(dots + said.module, said.names or ()))
        return
    if base.partition(".")[0] not in roots:
        found.external.append(edge(base, said.names or ()))
    elif said.names is None:
        reached = base if base in known else base.rpartition(".")[0]
        found.internal += [edge(reached, ())] if reached in known else []
        found.unresolved += [edge(base, ())] if base not in known else []
    else:
        inside = [name for name in said.names if f"{base}.{name}" in known]
        others = tuple(name for name in said.names if name not in inside)
        found.internal += [edge(f"{base}.{name}", (name,)) for name in inside]
        if others:
            (found.internal if base in known else found.unresolved).append(edge(base, others))
        if base in found.namespaces and others != ("*",):
            found.unresolved += [edge(f"{base}.{name}", (name,)) for name in others]
