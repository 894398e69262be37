"""A walk that follows values through loops, context managers, defaults, captures and strings."""

import ast
from collections.abc import Iterator, Sequence
from typing import ClassVar

from import_conformance.reading.walking.binding_walk import BindingWalk
from import_conformance.reading.walking.control_flow import Bind, Visits
from import_conformance.reading.walking.module_texts import marker_of, texts
from import_conformance.reading.walking.name_scope import NameKind, NameScope, Value, Values
from import_conformance.reading.walking.watched_lines import WatchedLines

UNKNOWN = (Value(NameKind.INSTANCE, ""),)
# The constants that a name may stand for besides an imported object: None where it is missing, False as a constant.
FALSE, NONE = Value(NameKind.IMPORTED, "False"), Value(NameKind.IMPORTED, "None")
_Named = ast.Name | ast.Attribute
# Functions that return their argument, or bind it in a `with`.
_HANDS_ON = frozenset({"staticmethod", "contextlib.nullcontext"})
# Only the first elements of a row of strings are followed, so that a table of words costs little.
_ROW, _LONGEST_ROW = "[]", 256


class HandedWalk(BindingWalk):
    """A walk that follows strings and some imported objects through the names of a file."""

    def __init__(self, text: str, wanted: frozenset[str]) -> None:
        super().__init__(WatchedLines(text, wanted, (":=",)), follows_rows=False, late=frozenset())
        self.wanted = wanted
        self._subjects: dict[ast.pattern, ast.expr] = {}

    def texts_of(self, node: ast.expr) -> Iterator[str]:
        """Yield the strings that a name or attribute may stand for."""
        for value in self.types.values(node):
            if value.kind is NameKind.TEXT and not value.method:
                yield value.name
            elif value.kind is NameKind.IMPORTED and marker_of(value.name):
                yield marker_of(value.name)

    def _bind_parameters(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: NameScope) -> None:
        super()._bind_parameters(node, scope)
        given = node.args
        named = [*given.posonlyargs, *given.args]
        defaults = zip(named[len(named) - len(given.defaults) :], given.defaults, strict=True)
        for arg, default in [*defaults, *zip(given.kwonlyargs, given.kw_defaults, strict=True)]:
            if default and scope.parent:
                self.at.scope = scope.parent
                # A default string says nothing about what is imported, because a call may pass any other one.
                values = tuple(value for value in self.values_of(default) if value.kind is not NameKind.TEXT)
                self.at.scope = scope
                if values:
                    self.bind(arg.arg, values)

    def _values(self, bind: Bind) -> Values:
        value = bind.value
        if value is None:
            return ()
        if bind.by == "for":
            return self._each(value)
        if bind.by == "=" and isinstance(value, ast.Constant) and (value.value is None or value.value in (False, 0)):
            return (NONE if value.value is None else FALSE,)
        if bind.by == "=" and isinstance(value, ast.IfExp | ast.BoolOp | ast.NamedExpr):
            return self._either(value)
        if bind.by == "=" and isinstance(value, ast.Tuple | ast.List):
            return self._row(value)
        return super()._values(bind) if isinstance(value, _Named) else self.values_of(value)

    def _either(self, node: ast.expr) -> Values:
        """Return the values that an expression chooses from, with `UNKNOWN` if one of them is not known."""
        values = tuple(value for value in self.types.values(node) if value.kind is not NameKind.TEXT)
        is_sure = len(values) > 1 or isinstance(node, ast.NamedExpr)
        return (*values, *(() if is_sure else UNKNOWN), *self._written(node))

    def _row(self, node: ast.Tuple | ast.List) -> Values:
        """Return the exceptions in a tuple, as in a handler, and the strings in a tuple or list."""
        exceptions = node.elts if isinstance(node, ast.Tuple) else []
        values = [one for element in exceptions for one in self.types.values(element) if one.kind is not NameKind.TEXT]
        words = (word for element in node.elts[:_LONGEST_ROW] for word in self._written(element))
        return (*values, *(word._replace(method=_ROW) for word in words))

    def _each(self, node: ast.expr) -> Values:
        """Return the values of the variable of a loop over an expression."""
        if isinstance(node, _Named):
            return tuple(value._replace(method="") for value in self.types.values(node) if value.method == _ROW)
        elements: Sequence[ast.expr | None] = ()
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            elements = node.keys if isinstance(node, ast.Dict) else node.elts
        known = [self.values_of(element) or UNKNOWN if element else UNKNOWN for element in elements[:_LONGEST_ROW]]
        return tuple(dict.fromkeys(value for values in known for value in values))

    def values_of(self, node: ast.expr) -> Values:
        """Return what an expression may stand for: a followed object, also if it is passed on or named by a string.

        For other expressions these are the strings that it may be.
        """
        if isinstance(node, _Named):
            return self.types.values(node)
        if isinstance(node, ast.Call) and node.args:
            names = self._names_of(node.func)
            if names & _HANDS_ON:
                return self.values_of(node.args[0])
            if "getattr" in names and len(node.args) > 1:
                owners = [value for value in self.values_of(node.args[0]) if value.kind is NameKind.IMPORTED]
                words = self._written(node.args[1])
                return tuple(owner._replace(name=f"{owner.name}.{word.name}") for owner in owners for word in words)
        if isinstance(node, ast.Subscript):
            values = self.types.values(node)
            found = tuple(value for value in values if value.name.rpartition(".")[2] in self.wanted)
            return found or self._written(node)
        return self._written(node)

    def _written(self, node: ast.expr) -> Values:
        """Return the strings that an expression may be."""
        return tuple(Value(NameKind.TEXT, text) for text in texts(node, self.texts_of))

    def _names_of(self, node: ast.expr) -> frozenset[str]:
        """Return the qualified names that a function may have, those of built-in ones without `builtins`."""
        values = self.types.values(node) if isinstance(node, _Named) else ()
        return frozenset(value.name.removeprefix("builtins.") for value in values if value.kind is NameKind.IMPORTED)

    def _match_subject(self, node: ast.Match) -> None:
        self._subjects.update((case.pattern, node.subject) for case in node.cases)
        super()._match(node)

    def _capture_subject(self, node: ast.MatchAs) -> None:
        super()._capture(node)
        subject = self._subjects.get(node)
        values = self.values_of(subject) if subject and node.name else ()
        if values and node.name:
            self.bind(node.name, values)

    EXPRESSIONS: ClassVar[Visits] = {
        **BindingWalk.EXPRESSIONS,
        ast.Match: _match_subject,
        ast.MatchAs: _capture_subject,
    }
