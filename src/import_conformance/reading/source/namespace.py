"""Find out whether a package declares itself a namespace, by `pkgutil.extend_path` or by `pkg_resources`."""

import ast
from collections.abc import Iterable, Iterator

from import_conformance.model.base.facts import NamespaceDeclaration, Unreadable
from import_conformance.reading.text.source_text import decode, parse

DECLARE = frozenset({"extend_path", "declare_namespace"})
MODULES = frozenset({"pkgutil", "pkg_resources"})


def declaration_in(data: bytes) -> NamespaceDeclaration | None:
    """Return the declaration in a content; None where there is none, or where the content cannot be parsed."""
    if not any(name.encode() in data for name in DECLARE):
        return None
    text = decode(data)
    tree = text if isinstance(text, Unreadable) else parse(text)
    if isinstance(tree, Unreadable) or not _declares(tree):
        return None
    return NamespaceDeclaration(is_alone=_is_bare(tree))


def _declares(tree: ast.Module) -> bool:
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
