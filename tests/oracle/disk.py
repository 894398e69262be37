"""Which modules exist on disk below the source roots, and what a package binds, as CPython would find it."""

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import decode_source
from pathlib import Path
from typing import NamedTuple

# What CPython imports besides texts, and what stands for a module that the build makes: a stub, a text of Cython.
OPAQUE = (".so", ".pyd", ".pyx", ".pyi")
# Calls and names by which a package can bind names that its text does not show.
OPEN_CALLS = {"globals", "vars", "locals", "setattr", "exec", "eval", "attach", "attach_stub"}


class Disk:
    """The modules of some packages below some roots. texts: the file of each module with a text of Python."""

    def __init__(self, roots: Iterable[Path], packages: Iterable[str]) -> None:
        self.packages = tuple(packages)
        self.texts: dict[str, Path] = {}
        self.opaque: set[str] = set()
        self.count = 0
        for root in roots:
            for package in self.packages:
                self._walk(root, root.joinpath(*package.split(".")))
        solid = {*self.texts, *self.opaque}
        parts = (module.split(".") for module in solid)
        self.folders = {".".join(each[:length]) for each in parts for length in range(1, len(each))} - solid

    def runs(self, module: str) -> bool:
        """Return whether importing a module runs code; a folder without a text has none."""
        return module in self.texts or module in self.opaque

    def exists(self, module: str) -> bool:
        """Return whether there is a file or a folder for a module."""
        return module in self.texts or module in self.opaque or module in self.folders

    def owns(self, name: str) -> bool:
        """Return whether a name is in the packages."""
        return any(f"{name}.".startswith(f"{package}.") for package in self.packages)

    def elsewhere(self, name: str) -> bool:
        """Return whether another distribution may provide a module.

        All that there is of it here are folders of a namespace, or the package above it looks for modules elsewhere, as
        `twisted.plugins` does.
        """
        known = name
        while known and not self.exists(known):
            known = known.rpartition(".")[0]
        path = self.texts.get(known)
        if known != name and path and path.stem == "__init__" and "__path__" in decode_source(path.read_bytes()):
            return True
        return not known or all(self.is_namespace(each) for each in _above(known))

    def is_namespace(self, module: str) -> bool:
        """Return whether a package has no text, or one that looks for portions of it elsewhere."""
        if module in self.folders:
            return True
        path = self.texts.get(module)
        return bool(path and path.stem == "__init__" and _extends(path))

    def is_package(self, module: str) -> bool:
        """Return whether a module has a folder."""
        return module in self.folders or (module in self.texts and self.texts[module].stem == "__init__")

    def binds(self, package: str, name: str, seen: frozenset[str] = frozenset()) -> bool:
        """Return whether the text of a package may bind a name; True where its text does not decide it."""
        if package not in self.texts:
            return package in self.opaque
        names = names_of(self.texts[package])
        if names is None or names.is_open or {name, "__getattr__"} & names.bound or name[:2] == name[-2:] == "__":
            return True
        stars = {self.absolute(package, star) for star in names.stars} - seen
        return any(not self.owns(star) or self.binds(star, name, seen | {package, star}) for star in stars)

    def makes(self, target: str) -> bool:
        """Return whether a module above may put the target into `sys.modules`, as `six` does."""
        above = next((each for each in reversed(_above(target)) if each in self.texts), None)
        if above is None or above == target:
            return False
        text = decode_source(self.texts[above].read_bytes())
        name = target.removeprefix(f"{above}.").partition(".")[0]
        return ("sys.modules" in text or "meta_path" in text) and bool(re.search(rf"[\"'.]{name}[\"']", text))

    def absolute(self, module: str, statement: ast.ImportFrom) -> str:
        """Return the module that a `from` statement names; dots, where it goes above the top."""
        if not statement.level:
            return statement.module or ""
        inside = module if self.is_package(module) else module.rpartition(".")[0]
        parts = inside.split(".") if inside else []
        left = parts[: len(parts) - statement.level + 1]
        if not left or statement.level > len(parts):
            return "." * statement.level + (statement.module or "")
        return ".".join([*left, *([statement.module] if statement.module else [])])

    def listed(self, module: str) -> tuple[str, ...]:
        """Return the names of a literal `__all__`."""
        names = names_of(self.texts[module]) if module in self.texts else None
        return names.listed if names else ()

    def _walk(self, root: Path, package: Path) -> None:
        for path in sorted(package.rglob("*")):
            inside = path.parent.relative_to(root).parts
            self.count += path.suffix == ".py"
            if path.is_file() and not any("." in part for part in inside) and not _hidden(root, path.parent):
                self._take(path, inside)

    def _take(self, path: Path, inside: tuple[str, ...]) -> None:
        stem, *rest = path.name.split(".")
        module = ".".join(inside if stem == "__init__" else (*inside, stem))
        if rest == ["py"] and stem and not (module in self.texts and self.texts[module].stem == "__init__"):
            self.texts[module] = path
        elif path.suffix in OPAQUE and stem and module not in self.texts:
            self.opaque.add(module)


@cache
def _hidden(root: Path, folder: Path) -> bool:
    """Return whether CPython finds nothing in a folder, since a module beside it or above has its name."""
    if folder == root:
        return False
    taken = folder.with_suffix(".py").exists() and not (folder / "__init__.py").exists()
    return taken or _hidden(root, folder.parent)


@lru_cache(maxsize=8)
def tree_of(path: Path) -> ast.Module | None:
    """Return the tree of a file; None where this Python cannot parse it."""
    try:
        # What Python warns of (escapes that it does not know) is Python all the same.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class Names(NamedTuple):
    """What the text of a module binds, also in functions, which may do it for their module.

    stars: `from ... import *`. listed: a literal `__all__`. is_open: it may bind names that it does not show.
    """

    bound: frozenset[str]
    stars: tuple[ast.ImportFrom, ...]
    listed: tuple[str, ...]
    is_open: bool


@cache
def names_of(path: Path) -> Names | None:
    """Return what a file binds; None where this Python cannot parse it."""
    tree = tree_of(path)
    if tree is None:
        return None
    nodes = list(ast.walk(tree))
    stars = tuple(node for node in nodes if isinstance(node, ast.ImportFrom) and node.names[0].name == "*")
    calls = (node.func for node in nodes if isinstance(node, ast.Call))
    called = {call.id if isinstance(call, ast.Name) else getattr(call, "attr", "") for call in calls}
    is_open = bool(called & OPEN_CALLS) or "modules[__name__]" in decode_source(path.read_bytes())
    return Names(frozenset(_bound(nodes)), stars, tuple(_listed(tree)), is_open)


def _above(module: str) -> list[str]:
    """Return a module and the packages above it, the topmost first."""
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _extends(path: Path) -> bool:
    text = decode_source(path.read_bytes())
    return "extend_path" in text or "declare_namespace" in text


def _bound(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _listed(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        named = any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)
        if named and isinstance(value, (ast.List, ast.Tuple)):
            yield from (str(each.value) for each in value.elts if isinstance(each, ast.Constant))
