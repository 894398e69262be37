"""Read the text of single functions, to be shown beside copies in another file."""

import ast
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from textwrap import dedent

from import_conformance.model.base.facts import Unreadable
from import_conformance.reading.excerpts.single_lines import LONGEST, source_lines
from import_conformance.reading.text.source_text import parse

Definition = ast.FunctionDef | ast.AsyncFunctionDef


def function_text(roots: Iterable[Path], path: str, names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the lines of the named functions that exist, with decorators, without the indent of the first line.

    Names are qualified as in `Shape.functions` (`Engine.start`); of several functions of one name the first one counts.
    A file that can no longer be read or parsed has none.
    """
    lines = source_lines(tuple(roots), path)
    tree = parse("\n".join(lines))
    if isinstance(tree, Unreadable):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name, node in _functions(tree):
        if name in names and name not in found:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            text = dedent("\n".join(lines[first - 1 : node.end_lineno]))
            found[name] = tuple(line.rstrip()[:LONGEST] for line in text.split("\n"))
    return found


def _functions(tree: ast.Module) -> Iterator[tuple[str, Definition]]:
    """Yield every function with its qualified name, in the order of the file; one loop, for trees of any depth."""
    stack: list[tuple[ast.AST, str]] = [(tree, "")]
    while stack:
        node, scope = stack.pop()
        if isinstance(node, Definition):
            yield scope + node.name, node
        if isinstance(node, Definition | ast.ClassDef):
            scope += f"{node.name}."
        stack += [
            (child, scope) for child in reversed(list(ast.iter_child_nodes(node))) if not isinstance(child, ast.expr)
        ]
