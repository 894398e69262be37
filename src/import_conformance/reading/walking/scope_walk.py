"""The scopes of a walk over a syntax tree: functions, classes and comprehensions, each with its own names.

Function bodies are visited after the code around them, because they run when all of its names are bound.
"""

import ast
from collections import deque
from typing import Any, ClassVar

from import_conformance.reading.walking.annotations import dotted
from import_conformance.reading.walking.control_flow import (
    Bind,
    Comprehension,
    PassiveUse,
    ScopeMarker,
    TreeWalk,
    Visits,
    glanced,
)
from import_conformance.reading.walking.inner_body import reaches_out
from import_conformance.reading.walking.name_scope import NameKind, NameScope, Value, Values
from import_conformance.reading.walking.value_types import ValueTypes
from import_conformance.reading.walking.watched_lines import WatchedLines

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class ScopeWalk(TreeWalk):
    """A walk that knows in which scope it is."""

    def __init__(self, visits: Visits, lines: WatchedLines | None, *, follows_rows: bool) -> None:
        super().__init__(visits, lines)
        self.types = ValueTypes(self.at)
        self.follows_rows = follows_rows
        self._waiting: deque[tuple[_Function, NameScope]] = deque()

    def walk(self, tree: ast.Module) -> None:
        """Visit a file."""
        self.push(tree.body)
        self.drain()
        self._run_waiting()

    def _run_waiting(self) -> None:
        """Visit the bodies of the waiting functions, and of the functions in them."""
        while self._waiting:
            function, scope = self._waiting.popleft()
            if self._is_idle(function):
                continue
            self.at.scope, self.at.path = scope, ()
            self._bind_parameters(function, scope)
            self.push(function.body if isinstance(function.body, list) else [function.body])
            self.drain()

    def wants(self, name: str) -> bool:  # noqa: ARG002  # for subclasses
        """Return whether a function of that name must be recorded."""
        return True

    def on_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        """Handle a function or class, in the scope around it."""

    def _is_idle(self, function: _Function) -> bool:
        """Return whether nothing in a function must be recorded, and it has no effect on names outside it."""
        if self.lines and self.lines.used(function.lineno, function.end_lineno):
            return False
        return isinstance(function, ast.Lambda) or not reaches_out(function.body, self.wants)

    def bind(self, name: str, values: Values = ()) -> None:
        """Bind a name from here on."""
        self.at.bind(name, values)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.on_definition(node)
        around = self.at.scope
        name = around.qualify(node.name)
        self._waiting.append((node, NameScope(name, around, function=name)))
        if node.returns:
            self.at.returns[name] = (node.returns, around)
        self.bind(node.name, (Value(NameKind.LOCAL, name),))
        returns = self.look(*filter(None, [node.returns]))
        self.push([*self.read(*node.decorator_list), *self._parameters(node), *returns])

    def _parameters(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arguments]:
        """Return the annotations and defaults of a function, if they must be visited."""
        lines = self.lines
        return [node.args] if lines and lines.read(node.lineno, node.body[0].lineno) else []

    def _lambda(self, node: ast.Lambda) -> None:
        around = self.at.scope
        self._waiting.append((node, NameScope(around.name, around, function=around.function)))
        self.push([node.args])

    def _bind_parameters(self, node: _Function, scope: NameScope) -> None:
        named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        known = [self.types.annotation(arg.annotation) if arg.annotation and self.follows_rows else () for arg in named]
        if named and not known[0] and scope.parent and scope.parent.is_class and not isinstance(node, ast.Lambda):
            decorators = {dotted(decorator) for decorator in node.decorator_list}
            kind = NameKind.LOCAL if "classmethod" in decorators else NameKind.INSTANCE
            known[0] = () if "staticmethod" in decorators else (Value(kind, scope.parent.name),)
        for arg, values in zip(named, known, strict=True):
            self.bind(arg.arg, values)
        for rest in filter(None, [node.args.vararg, node.args.kwarg]):
            self.bind(rest.arg)

    def _class(self, node: ast.ClassDef) -> None:
        self.on_definition(node)
        around, path = self.at.scope, self.at.path
        name = around.qualify(node.name)
        bases = tuple(
            value.name for base in node.bases for value in self.types.values(base) if value.kind is NameKind.LOCAL
        )
        scope = NameScope(name, around, is_class=True, function=around.function, seen=path, bases=bases)
        self.at.classes[name] = scope
        self.bind(node.name, (Value(NameKind.LOCAL, name),))
        self.push(
            [
                *(*self.read(*node.decorator_list), *self.look(*node.bases), *self.read(*node.keywords)),
                *(ScopeMarker(scope, ()), *node.body, ScopeMarker(around, path)),
            ]
        )

    def _comprehension(self, node: Comprehension) -> None:
        around, path = self.at.scope, self.at.path
        steps: list[Any] = []
        for clause in node.generators:
            steps += [glanced(clause.iter), Bind(clause.target, clause.iter, by="for"), *map(PassiveUse, clause.ifs)]
        elements = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.push([*steps, *elements, ScopeMarker(around, path, node)])
        self.at.scope = NameScope(around.name, around, function=around.function, seen=path, is_comprehension=True)
        self.at.path = ()

    def _enter(self, node: ScopeMarker) -> None:
        if isinstance(node.leaves, ast.ListComp | ast.SetComp | ast.GeneratorExp) and self.follows_rows:
            self.types.elements[node.leaves] = self.types.values(node.leaves.elt)
        self.at.scope, self.at.path = node.scope, node.path

    SCOPES: ClassVar[Visits] = {
        ast.FunctionDef: _function,
        ast.AsyncFunctionDef: _function,
        ast.ClassDef: _class,
        ScopeMarker: _enter,
    }
    INNER_SCOPES: ClassVar[Visits] = {
        ast.Lambda: _lambda,
        ast.ListComp: _comprehension,
        ast.SetComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.DictComp: _comprehension,
    }
