"""Which code goes on when an import in it fails: by a handler of ImportError or wider, or by `contextlib.suppress`."""

import ast
import re

from import_conformance.reading.text.prefilter import may_fold
from import_conformance.reading.walking.import_names import ImportNames

HANDLED = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_MISSING = ("ImportError", "ModuleNotFoundError")
# What a line says around one of the two classes that gives it another name, or its name another meaning.
_BINDS_BEFORE = re.compile(r"(?<![=!<>])=(?!=)|\b(?:as|class|def|for|import|global|nonlocal|del|case|type)\s[^#]*$")
_BINDS_BEHIND = re.compile(r"[^#\n]*(?<![=!<>])=(?!=)")
_ALONE = re.compile(r"[\s)\],]*(?:#[^\n]*)?(?=\n|\Z)")


def aliased(text: str) -> frozenset[str]:
    """The names to follow where a text may give the classes other names, or the names other meanings; mostly none."""
    is_plain = not may_fold(text) and all(_is_plain(text, name) for name in _MISSING)
    return frozenset() if is_plain else HANDLED


def _is_plain(text: str, name: str) -> bool:
    """Whether a class is only used wherever it stands."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not _is_used(text, at, end):
            return False
        at = text.find(name, end)
    return True


def _is_used(text: str, start: int, end: int) -> bool:
    """Whether a class is used at a place, told by its line; on a line of its own it may be a part of a tuple."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if _BINDS_BEFORE.search(before) or _BINDS_BEHIND.match(text, end):
        return False
    return bool(before.strip()) or not _ALONE.match(text, end)


class FailureGuards:
    """Whether a `try` or `with` of one file handles the failure of an import.

    is_plain: whether the classes have their own names alone, so that a handler says what it handles.
    """

    def __init__(self, names: ImportNames, *, is_plain: bool) -> None:
        self._names = names
        self._is_plain = is_plain

    def by_handler(self, node: "ast.Try | ast.TryStar") -> bool:
        """True when a handler takes ImportError: by its name, a wider class, or all that there is."""
        return any(handler.type is None or self._covers(handler.type) for handler in node.handlers)

    def by_with(self, node: ast.With | ast.AsyncWith) -> bool:
        """True when one of the contexts is `contextlib.suppress(ImportError)`."""
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
