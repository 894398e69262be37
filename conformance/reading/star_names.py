"""Which names of a module its star imports may bind, beside those that its text binds."""

import ast
import re
from collections.abc import Iterator

# Modules of which a star import brings the constant `TYPE_CHECKING`, and nothing else of its name.
_TYPING = frozenset({"typing", "typing_extensions"})
_STAR = re.compile(r"\bimport[\s\\]*\*")


def has_star(text: str) -> bool:
    """Whether there may be a star import: "no" is certain."""
    return "*" in text and _STAR.search(text) is not None


class StarNames:
    """The star imports of one module, but those of `typing`.

    lines: the first and the last line of the statements at the left margin in which they stand; empty for none.
    """

    def __init__(self, tree: ast.Module, text: str) -> None:
        holders = [node for node in tree.body if any(map(_is_star, ast.walk(node)))] if has_star(text) else []
        self.lines = [line for node in holders for line in (node.lineno, node.end_lineno or node.lineno)]
        # Where each name is first bound behind them.
        self._behind: dict[str, int] = {}
        for node in tree.body:
            for name in _bound(node) if holders and node.lineno > self.lines[-1] else ():
                self._behind.setdefault(name, node.end_lineno or node.lineno)

    def may_bind(self, name: str, line: int) -> bool:
        """Whether a name of the module may come from a star where it is used on a line; 0 for a use at any time."""
        if not self.lines or 0 < line < self.lines[0]:
            return False
        return name not in self._behind or 0 < line <= self._behind[name]


def _is_star(node: ast.AST) -> bool:
    is_star = isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    return is_star and isinstance(node, ast.ImportFrom) and bool(node.level or node.module not in _TYPING)


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement binds whatever happens."""
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
