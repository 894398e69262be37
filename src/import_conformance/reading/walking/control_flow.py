"""The control flow of a walk over a syntax tree: in which order code runs, and which parts of it are exclusive.

The walk has a stack of its own, because trees may be deeper than the call stack of Python.
"""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import Any, ClassVar, Literal, NamedTuple

from import_conformance.reading.walking.name_scope import NameScope, Path, WalkPosition
from import_conformance.reading.walking.watched_lines import WatchedLines

Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
Visits = Mapping[type, Callable[[Any, Any], None]]


class Bind(NamedTuple):
    """A target that is bound once everything above it on the stack has been visited.

    Attributes:
        by: Whether it is bound to the value itself, to each element of it, or to what it returns on entry.
    """

    target: ast.expr
    value: ast.expr | None = None
    annotation: ast.expr | None = None
    by: Literal["=", "for", "with"] = "="


class ScopeMarker(NamedTuple):
    """A change of scope and path on the stack, and the comprehension that ends there, if any."""

    scope: NameScope
    path: Path
    leaves: Comprehension | None = None


class PassiveUse(NamedTuple):
    """An expression that is only inspected, as a type or in a comparison; calls inside it are calls nevertheless.

    Attributes:
        holds: Whether its value is stored under another name, or a part of it is taken, so that it may be called there.
    """

    node: ast.expr
    holds: bool = False


class TreeWalk:
    """A walk that visits each statement once, those of a body in their order."""

    def __init__(self, visits: Visits, lines: WatchedLines | None) -> None:
        """Prepare a walk; visits: the method for each class of nodes that is not just descended into."""
        self.at = WalkPosition()
        self.lines = lines
        self._visits = visits
        self._stack: list[Any] = []
        self._forks = count()

    def push(self, nodes: Sequence[Any]) -> None:
        """Visit some nodes next, in this order."""
        self._stack += reversed(nodes)

    def read(self, *nodes: ast.expr | ast.keyword) -> list[ast.expr | ast.keyword]:
        """Return those expressions that must be visited."""
        lines = self.lines
        return [node for node in nodes if lines.read(node.lineno, node.end_lineno)] if lines else []

    def look(self, *nodes: ast.expr) -> list[PassiveUse]:
        """Return those expressions that must be visited, as passive uses."""
        lines = self.lines
        return [PassiveUse(node) for node in nodes if lines.read(node.lineno, node.end_lineno)] if lines else []

    def glance(self, *nodes: ast.expr) -> list[PassiveUse | ast.expr]:
        """Return those expressions that must be visited, names and attributes as passive uses."""
        lines = self.lines
        return [glanced(node) for node in nodes if lines.read(node.lineno, node.end_lineno)] if lines else []

    def running(self, _tests: Sequence[ast.expr], parts: Sequence[Sequence[ast.AST]]) -> Sequence[Sequence[Any]]:
        """Return what must be visited in each branch of an `if`."""
        return parts

    def drain(self) -> None:
        """Visit everything on the stack."""
        stack, visits = self._stack, self._visits
        while stack:
            node = stack.pop()
            kind = node.__class__
            if kind in visits:
                visits[kind](self, node)
            elif self.lines or not issubclass(kind, ast.expr):
                self._descend(node, kind)

    def _descend(self, node: ast.AST, kind: type) -> None:
        """Visit the children of a node."""
        stack = self._stack
        for name in _FIELDS[kind] if kind in _FIELDS else _fields(kind):
            child = getattr(node, name, None)
            if child.__class__ is list:
                stack += reversed(child)
            elif child is not None:
                stack.append(child)

    def _plain(self, node: ast.Expr | ast.Return | ast.Raise | ast.Assert) -> None:
        """Visit a statement that binds nothing, unless an expression in it does."""
        if self.lines and self.lines.read(node.lineno, node.end_lineno):
            self._descend(node, node.__class__)

    def apart(self, parts: Sequence[Sequence[ast.AST]], *, exclusive: bool) -> None:
        """Visit blocks each of which may run or not; exclusive: whether at most one of them runs."""
        scope, path = self.at.scope, self.at.path
        self._stack.append(ScopeMarker(scope, path))
        fork = next(self._forks)
        for number, part in reversed(list(enumerate(parts))):
            self.push(part)
            self._stack.append(ScopeMarker(scope, (*path, (fork if exclusive else next(self._forks), number))))

    def _if(self, node: ast.If) -> None:
        tests, parts = [node.test], [node.body]
        while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node = node.orelse[0]
            tests.append(node.test)
            parts.append(node.body)
        self.apart(self.running(tests, [*parts, node.orelse]), exclusive=True)
        self.push(self.look(*tests))

    def _match(self, node: ast.Match) -> None:
        self.apart([[case] for case in node.cases], exclusive=True)
        self.push(self.look(node.subject))

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        self.apart([node.body, node.orelse], exclusive=False)
        self.push([*self.glance(node.iter), Bind(node.target, node.iter, by="for")])

    def _while(self, node: ast.While) -> None:
        self.apart([node.body, node.orelse], exclusive=False)
        self.push(self.look(node.test))

    def _try(self, node: "ast.Try | ast.TryStar") -> None:
        self.push(node.finalbody)
        self.apart([node.body, node.orelse, *([handler] for handler in node.handlers)], exclusive=False)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        self.push(node.body)
        for item in reversed(node.items):
            bound = [Bind(item.optional_vars, item.context_expr, by="with")] if item.optional_vars else []
            self.push([*self.glance(item.context_expr), *bound])

    FLOW: ClassVar[Visits] = {
        **dict.fromkeys((ast.Expr, ast.Return, ast.Raise, ast.Assert), _plain),
        ast.If: _if,
        ast.Match: _match,
        ast.For: _for,
        ast.AsyncFor: _for,
        ast.While: _while,
        ast.Try: _try,
        ast.TryStar: _try,
        ast.With: _with,
        ast.AsyncWith: _with,
    }


def glanced(node: ast.expr) -> PassiveUse | ast.expr:
    """Return a name or attribute as a passive use, anything else as it is."""
    return PassiveUse(node) if isinstance(node, ast.Name | ast.Attribute) else node


# By class of nodes, its fields that may hold nodes, last one first; constants have none.
_FIELDS: dict[type, tuple[str, ...]] = {ast.Constant: ()}
_NO_NODES = frozenset(
    {*("ctx", "op", "ops", "id", "attr", "arg", "name", "names", "is_async", "simple", "conversion", "type_comment")}
)


def _fields(kind: type) -> Iterable[str]:
    names = tuple(name for name in reversed(getattr(kind, "_fields", ())) if name not in _NO_NODES)
    return _FIELDS.setdefault(kind, names)
