"""Which code survives a failing import: by a handler of ImportError or a base class, or by `contextlib.suppress`."""

import ast
import re

from import_conformance.reading.text.prefilter import may_fold
from import_conformance.reading.walking.import_names import ImportNames

HANDLED = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_MISSING = ("ImportError", "ModuleNotFoundError")
# Code before or after one of the two classes on its line that gives it another name, or its name another meaning.
_BINDS_BEFORE = re.compile(r"(?<![=!<>])=(?!=)|\b(?:as|class|def|for|import|global|nonlocal|del|case|type)\s[^#]*$")
_BINDS_BEHIND = re.compile(r"[^#\n]*(?<![=!<>])=(?!=)")
_ALONE = re.compile(r"[\s)\],]*(?:#[^\n]*)?(?=\n|\Z)")


def exceptions_to_follow(text: str) -> frozenset[str]:
    """Return the names of exceptions to follow through the code; empty where the text gives them no second meaning.

    Args:
        text: The text of a file. Mostly it neither renames the two classes nor binds their names.
    """
    is_plain = not may_fold(text) and all(_is_plain(text, name) for name in _MISSING)
    return frozenset() if is_plain else HANDLED


def _is_plain(text: str, name: str) -> bool:
    """Return whether a class is only used, never bound, wherever its name occurs."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _is_used(text, start, end):
            return False
        start = text.find(name, end)
    return True


def _is_used(text: str, start: int, end: int) -> bool:
    """Return whether the line of an occurrence shows that the class is only used.

    On a line of its own it may be a part of a tuple, and so is not certain.
    """
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if _BINDS_BEFORE.search(before) or _BINDS_BEHIND.match(text, end):
        return False
    return bool(before.strip()) or not _ALONE.match(text, end)


class FailureGuards:
    """Decides whether a `try` or `with` of one file handles the failure of an import."""

    def __init__(self, names: ImportNames, *, is_plain: bool) -> None:
        """Prepare for a file.

        Args:
            names: What the names of the file stand for.
            is_plain: Whether the exceptions have only their own names, so that the names in a handler are sufficient.
        """
        self._names = names
        self._is_plain = is_plain

    def by_handler(self, node: "ast.Try | ast.TryStar") -> bool:
        """Return whether a handler catches ImportError: by name, by a base class, or by a bare `except`."""
        return any(handler.type is None or self._covers(handler.type) for handler in node.handlers)

    def by_with(self, node: ast.With | ast.AsyncWith) -> bool:
        """Return whether one of the contexts is `contextlib.suppress(ImportError)`, or of a base class."""
        calls = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
        return any(
            "contextlib.suppress" in self._names.of(call.func) and any(map(self._covers, call.args)) for call in calls
        )

    def _covers(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Tuple):
            return any(map(self._covers, node.elts))
        if not self._is_plain:
            return any(name.removeprefix("builtins.") in HANDLED for name in self._names.of(node))
        if isinstance(node, ast.Attribute):
            return node.attr in HANDLED and isinstance(node.value, ast.Name) and node.value.id == "builtins"
        return isinstance(node, ast.Name) and node.id in HANDLED
