"""Distinguish the uses of a name that call its object or pass it on from those that only inspect it.

A class in an annotation, an `except` or an `isinstance` is not called, nor is a method that is compared.
"""

import ast
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from import_conformance.reading.walking.annotations import dotted
from import_conformance.reading.walking.binding_walk import BindingWalk
from import_conformance.reading.walking.control_flow import Bind, PassiveUse, Visits, glanced
from import_conformance.reading.walking.name_scope import NameKind, Values
from import_conformance.reading.walking.value_types import is_class_name
from import_conformance.reading.walking.watched_lines import WatchedLines


def _typing(*names: str) -> frozenset[str]:
    return frozenset(f"{module}.{name}" for module in ("typing", "typing_extensions") for name in names)


# Functions that do not call their first argument, any of the later ones, or any at all.
_TYPE_FIRST = _typing("cast") | {"pytest.raises", "pytest.warns", "unittest.mock.create_autospec"}
_TYPE_BEHIND = frozenset({"isinstance", "issubclass"})
_VALUES_ONLY = frozenset(
    {
        *_typing("NamedTuple", "NewType", "TypeAliasType", "TypeVar", "TypedDict", "assert_type", "get_type_hints"),
        *("bool", "callable", "delattr", "dir", "format", "getattr", "hasattr", "hash", "id", "len", "print", "repr"),
        *("setattr", "str", "vars", "contextlib.suppress"),
    }
)
# Functions that copy the attributes of the argument of one of these keywords, and do not call it.
_MOCKS = frozenset(
    f"unittest.mock.{name}" for name in ("AsyncMock", "MagicMock", "Mock", "NonCallableMagicMock", "NonCallableMock")
)
_SPECIFICATIONS = frozenset({"spec", "spec_set"})
# Functions that call their first argument with the others, at once or later.
_PARTIAL = frozenset({"functools.partial", "functools.partialmethod", "asyncio.to_thread"})
_KNOWN = _TYPE_FIRST | _TYPE_BEHIND | _VALUES_ONLY | _MOCKS | _PARTIAL
_FOR_TYPE_CHECKERS = _typing("TYPE_CHECKING")
# Attributes of a function or class that call it.
_CALLING = frozenset({"__call__", "__new__", "__get__"})


class _Hide(NamedTuple):
    """Code for type checkers alone, which never runs, begins here (step 1) or ends here (step -1)."""

    step: int


class UseWalk(BindingWalk):
    """A walk that passes to `on_use` only what is called or passed on.

    Attributes:
        partial: The first arguments of calls such as `functools.partial(f, ...)`, with those calls.
        hidden: Above 0 while the walk is in code for type checkers alone.
    """

    def __init__(self, lines: WatchedLines | None, *, follows_rows: bool, late: frozenset[str]) -> None:
        super().__init__(lines, follows_rows=follows_rows, late=late)
        self.partial: dict[ast.expr, ast.Call] = {}
        self.hidden = 0
        # The last names of the known functions, and the other names that the file has for them.
        self._known = {name.rpartition(".")[2] for name in _KNOWN}

    def on_alias(self, name: str, values: Values) -> None:
        """Record a name that stands for a known function."""
        for value in values:
            if value.name in _KNOWN and value.kind is NameKind.IMPORTED:
                self._known.add(name)

    def running(self, tests: Sequence[ast.expr], parts: Sequence[Sequence[ast.AST]]) -> Sequence[Sequence[Any]]:
        """Return the branches of an `if`; in those for type checkers alone nothing is used."""
        if not self.lines:
            return parts
        hidden: set[int] = set()
        for number, test in enumerate(tests):
            is_negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
            if self._names(test.operand if isinstance(test, ast.UnaryOp) else test) & _FOR_TYPE_CHECKERS:
                hidden.update(range(number + 1, len(parts)) if is_negated else [number])
        return [[_Hide(1), *part, _Hide(-1)] if number in hidden else part for number, part in enumerate(parts)]

    def arguments(self, call: ast.Call) -> list[Any]:
        """Return the arguments of a call; those that the function only inspects are passive uses."""
        function = call.func
        last = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if last not in self._known or not (call.args or call.keywords):
            return [*call.args, *call.keywords]
        names = self._names(function)
        if names & _VALUES_ONLY:
            return [*map(PassiveUse, call.args), *(PassiveUse(keyword.value) for keyword in call.keywords)]
        first, rest = call.args[:1], call.args[1:]
        if names & _MOCKS:
            return [*map(PassiveUse, first), *rest, *map(_unless_specification, call.keywords)]
        if names & _PARTIAL and first:
            self.partial[first[0]] = call
        return [
            *(map(PassiveUse, first) if names & _TYPE_FIRST else first),
            *(map(PassiveUse, rest) if names & _TYPE_BEHIND else rest),
            *call.keywords,
        ]

    def given(self, value: ast.expr, targets: Sequence[ast.expr]) -> list[Any]:
        """Return the parts of an assigned value; one with a local name is used only where that name is."""
        read = self.read(value)
        if not read:
            return []
        if isinstance(value, ast.Tuple | ast.List) and len(targets) == 1:
            target = targets[0]
            if isinstance(target, ast.Tuple | ast.List) and len(target.elts) == len(value.elts):
                pairs = zip(value.elts, target.elts, strict=True)
                return [part for element, one in pairs for part in self.given(element, [one])]
        if isinstance(value, ast.Name | ast.Attribute):
            is_local = all(isinstance(target, ast.Name) and self._is_local(target.id) for target in targets)
            return [PassiveUse(value, holds=not is_local)]
        if isinstance(value, ast.IfExp | ast.BoolOp):
            tests = [PassiveUse(value.test)] if isinstance(value, ast.IfExp) else []
            return [*tests, *(as_stored(part) for part in choices(value))]
        return [*read]

    def holder(self, node: ast.Attribute) -> PassiveUse | ast.expr:
        """Return the use of an object whose attribute is read: it may be called by that, unless it is a class."""
        value, name = node.value, node.attr
        if not isinstance(value, ast.Name | ast.Attribute):
            return value
        is_data = name.startswith("__") and name.endswith("__")
        holds = name in _CALLING or not (is_data or is_class_name(dotted(value)))
        return PassiveUse(value, holds=holds)

    def _is_local(self, name: str) -> bool:
        scope = self.at.scope
        return bool(scope.parent) and not scope.is_class and name not in scope.elsewhere

    def _names(self, node: ast.expr) -> frozenset[str]:
        """Return the qualified names that an expression may stand for, built-in ones without `builtins`."""
        values: Values = self.types.values(node) if isinstance(node, ast.Name | ast.Attribute) else ()
        return frozenset(value.name.removeprefix("builtins.") for value in values if value.kind is NameKind.IMPORTED)

    def _hide(self, hide: _Hide) -> None:
        self.hidden += hide.step

    def _look(self, look: PassiveUse) -> None:
        node = look.node
        if isinstance(node, ast.Name):
            if look.holds:
                self.on_use(node, node.id, None, held=True)
        elif isinstance(node, ast.Attribute):
            if look.holds:
                self.on_use(node, node.attr, None, held=True)
            self.push([self.holder(node) if look.holds else PassiveUse(node.value)])
        elif isinstance(node, ast.Subscript):
            self.push([PassiveUse(node.value), *_index(node)])
        else:
            parts = _parts(node)
            self.push([node] if parts is None else [PassiveUse(part) for part in parts])

    def _compare(self, node: ast.Compare) -> None:
        self.push([PassiveUse(node.left), *map(PassiveUse, node.comparators)])

    def _operation(self, node: ast.BinOp) -> None:
        self.push([glanced(node.left), glanced(node.right)])

    def _conditional(self, node: ast.IfExp) -> None:
        self.push([PassiveUse(node.test), node.body, node.orelse])

    def _value_alone(self, node: ast.UnaryOp | ast.FormattedValue) -> None:
        self.push([glanced(node.operand if isinstance(node, ast.UnaryOp) else node.value)])

    def _statement(self, node: ast.Expr | ast.Assert) -> None:
        if isinstance(node, ast.Expr):
            self.push(self.look(node.value))
        else:
            self.push([*self.look(node.test), *self.read(*filter(None, [node.msg]))])

    def _augmented(self, node: ast.AugAssign) -> None:
        self.push([*self.glance(node.value), node.target])

    def _subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            self.on_use(node, node.slice.value, None)
        self.push([glanced(node.value), *_index(node)])

    def _parameter(self, node: ast.arg) -> None:
        self.push(self.look(*filter(None, [node.annotation])))

    def _pattern(self, node: ast.MatchClass) -> None:
        self.push([PassiveUse(node.cls), *node.patterns, *node.kwd_patterns])

    def _constant_pattern(self, node: ast.MatchValue) -> None:
        self.push([PassiveUse(node.value)])

    def _type_alias(self, node: Any) -> None:  # noqa: ANN401  # a class that older Pythons do not have
        self.push([Bind(node.name), *self.look(node.value)])

    EXPRESSIONS: ClassVar[Visits] = {
        **BindingWalk.EXPRESSIONS,
        PassiveUse: _look,
        _Hide: _hide,
        ast.Compare: _compare,
        ast.BinOp: _operation,
        ast.IfExp: _conditional,
        ast.UnaryOp: _value_alone,
        ast.FormattedValue: _value_alone,
        ast.Expr: _statement,
        ast.Assert: _statement,
        ast.AugAssign: _augmented,
        ast.Subscript: _subscript,
        ast.arg: _parameter,
        ast.MatchClass: _pattern,
        ast.MatchValue: _constant_pattern,
        # `type X = ...`, from Python 3.12 on.
        **({ast.TypeAlias: _type_alias} if hasattr(ast, "TypeAlias") else {}),
    }


def choices(value: ast.expr) -> Iterator[ast.expr]:
    """Yield the expressions one of which is the value of `a or b` or `a if b else c`; any other expression itself."""
    if isinstance(value, ast.BoolOp):
        yield from value.values
    elif isinstance(value, ast.IfExp):
        yield from (value.body, value.orelse)
    else:
        yield value


def _unless_specification(keyword: ast.keyword) -> PassiveUse | ast.keyword:
    return PassiveUse(keyword.value) if keyword.arg in _SPECIFICATIONS else keyword


def as_stored(value: ast.expr) -> PassiveUse | ast.expr:
    """Return a name or attribute as stored under another name, anything else as it is."""
    return PassiveUse(value, holds=True) if isinstance(value, ast.Name | ast.Attribute) else value


def _index(node: ast.Subscript) -> Iterator[PassiveUse | ast.expr]:
    """Yield the index as a passive use; but the metadata of `Annotated` may be called by its reader."""
    inner = node.slice
    if isinstance(inner, ast.Tuple) and dotted(node.value).rpartition(".")[2] == "Annotated":
        yield PassiveUse(inner.elts[0])
        yield from inner.elts[1:]
    else:
        yield PassiveUse(inner)


def _parts(node: ast.expr) -> Sequence[ast.expr] | None:
    """Return the parts of an expression that is as passive as its parts; None for one that does something itself."""
    match node:
        case ast.Tuple(parts) | ast.List(parts) | ast.Set(parts) | ast.BoolOp(_, parts):
            return parts
        case ast.Dict(keys, values):
            return [*filter(None, keys), *values]
        case ast.BinOp(left, _, right):
            return [left, right]
        case ast.IfExp(test, body, orelse):
            return [test, body, orelse]
        case ast.Starred(value):
            return [value]
    return None
