"""Find out which names of a module its star imports may bind, besides those that its own code binds."""

import ast
import re
from collections.abc import Iterator

from import_conformance.reading.walking.annotations import dotted

# A star import of these modules binds the constant `TYPE_CHECKING`, and nothing else by its name.
_TYPING = frozenset({"typing", "typing_extensions"})
_STAR = re.compile(r"\bimport[\s\\]*\*")


def has_star(text: str) -> bool:
    """Return False only when there is certainly no star import."""
    return "*" in text and _STAR.search(text) is not None


class StarNames:
    """The star imports of one module that may run, except those of `typing`.

    Attributes:
        lines: For each top-level statement that holds one, the first line on which the import may have run, and the
            last line of the statement; empty for none.
    """

    def __init__(self, tree: ast.Module, text: str) -> None:
        found = {node: [*_stars(node)] for node in tree.body} if has_star(text) else {}
        holders = {node: stars[0] for node, stars in found.items() if stars}
        self.lines = [line for node, star in holders.items() for line in (_start(node, star), _end(node))]
        # The end of the first statement after them that binds a name, by that name.
        self._bound_after: dict[str, int] = {}
        for node in tree.body:
            for name in _bound(node) if holders and node.lineno > self.lines[-1] else ():
                self._bound_after.setdefault(name, _end(node))

    def may_bind(self, name: str, line: int) -> bool:
        """Return whether a name of the module may be bound by a star import when it is used on a line.

        Args:
            name: The name.
            line: The line of the use; 0 for a use at any time.
        """
        if not self.lines or 0 < line < self.lines[0]:
            return False
        return name not in self._bound_after or 0 < line <= self._bound_after[name]


def _stars(node: ast.stmt) -> Iterator[ast.ImportFrom]:
    """Yield the star imports in a statement, in their order; those for type checkers alone never run."""
    if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
        if node.level or node.module not in _TYPING:
            yield node
        return
    is_typing = isinstance(node, ast.If) and dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING"
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.ExceptHandler | ast.match_case):
            yield from (star for each in inner.body for star in _stars(each))
        elif isinstance(inner, ast.stmt) and not (is_typing and isinstance(node, ast.If) and inner in node.body):
            yield from _stars(inner)


def _start(node: ast.stmt, star: ast.stmt) -> int:
    """Return the first line of a statement that may run after the star import in it.

    The line of a condition runs before it, unless the statement is a loop.
    """
    if node is star or isinstance(node, ast.For | ast.While | ast.AsyncFor):
        return node.lineno
    return max(star.lineno, node.lineno + 1)


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds in any case."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or (alias.name.partition(".")[0] if isinstance(node, ast.Import) else alias.name)
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Try):
        blocks = [node.body, *(handler.body for handler in node.handlers)]
        yield from set.intersection(*({name for inner in block for name in _bound(inner)} for block in blocks))
