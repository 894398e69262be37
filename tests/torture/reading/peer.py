"""Find the imports of texts by walking the running Python's own syntax trees; works in any version.

Reads lines of JSON from standard input, each a list of texts, and writes for each a list of what it finds: nothing
(null) for a text that this Python does not take, or [line, column, module, level, names, kind] for each import. The
kind is "?" where it depends on what a name `TYPE_CHECKING` is bound to, "typing" in the body of `if TYPE_CHECKING:`.
"""

import ast
import json
import sys
import warnings
from itertools import chain
from typing import Any

Rows = list[list[Any]]

NAME = "TYPE_CHECKING"


def imports_in(text: str) -> Rows | None:
    """Return the imports of a text, or None where it cannot be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # As bytes, so that a cookie counts.
            tree = ast.parse(text.encode())
    except (SyntaxError, ValueError, RecursionError, MemoryError, SystemError):
        return None
    found: Rows = []
    collect(tree, "runtime", found)
    return sorted(found, key=lambda each: (each[0], each[1], each[2]))


def collect(node: ast.AST, kind: str, found: Rows) -> None:
    """Add the imports below a node."""
    if isinstance(node, ast.Import):
        kind = "lazy" if kind == "runtime" and getattr(node, "is_lazy", False) else kind
        found += ([node.lineno, node.col_offset + 1, alias.name, 0, None, kind] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        kind = "lazy" if kind == "runtime" and getattr(node, "is_lazy", False) else kind
        names = [alias.name for alias in node.names]
        found.append([node.lineno, node.col_offset + 1, node.module or "", node.level, names, kind])
    elif isinstance(node, ast.If) and mentions(node.test):
        inner = "typing" if is_guard(node.test) and kind != "?" else "?"
        for statement in node.body:
            collect(statement, inner, found)
        for statement in node.orelse:
            collect(statement, "?", found)
    else:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and kind == "runtime":
            kind = "lazy"
        for child in ast.iter_child_nodes(node):
            collect(child, kind, found)


def is_guard(test: ast.expr) -> bool:
    """Return whether a condition is that name and nothing else."""
    return getattr(test, "id", "") == NAME or getattr(test, "attr", "") == NAME


def mentions(test: ast.expr) -> bool:
    """Return whether a condition contains the name, or another one that may stand for it."""
    return any(NAME in (getattr(node, "id", ""), getattr(node, "attr", "")) for node in ast.walk(test))


def answer(line: str) -> str:
    """Return the answer to a line of JSON."""
    return json.dumps([imports_in(text) for text in json.loads(line)])


if __name__ == "__main__":
    for written in chain([json.dumps(sys.version.split()[0])], map(answer, sys.stdin)):
        sys.stdout.write(written + "\n")
        sys.stdout.flush()
