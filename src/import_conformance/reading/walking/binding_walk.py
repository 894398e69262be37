"""A walk over a syntax tree that knows what names stand for wherever it is; subclasses say what to note on the way."""

import ast
from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from import_conformance.reading.walking.control_flow import Bind, PassiveUse, Visits
from import_conformance.reading.walking.name_scope import NameKind, NameScope, Value, Values
from import_conformance.reading.walking.scope_walk import ScopeWalk
from import_conformance.reading.walking.watched_lines import WatchedLines


class _Late(NamedTuple):
    """A call whose arguments, above it on the stack, have been visited when it is popped."""

    call: ast.Call


class BindingWalk(ScopeWalk):
    """late: the last names of the calls to be noted once their arguments have been visited."""

    def __init__(self, lines: WatchedLines | None, *, follows_rows: bool, late: frozenset[str]) -> None:
        super().__init__(self.EXPRESSIONS if lines else self.STATEMENTS, lines, follows_rows=follows_rows)
        self._late = late

    def on_variable(self, name: str, line: int, scope: NameScope, values: Values) -> None:
        """Called for each variable that gets a value in a module or class, with what it stands for."""

    def on_other_name(self, name: str, line: int, scope: NameScope, origin: str) -> None:
        """Called for each import into a module or class under another name than that of what it imports."""

    def on_alias(self, name: str, values: Values) -> None:
        """Called for each name that comes to stand for something."""

    def on_use(self, node: ast.expr, last: str, call: ast.Call | None, *, held: bool = False) -> None:
        """Called for each name, attribute and item that is handed on or called.

        last: its last part. call: the call of it, if any. held: as `holds` of `PassiveUse`.
        """

    def on_set(self, node: ast.Attribute) -> None:
        """Called for each attribute that is assigned or deleted."""

    def on_late_call(self, call: ast.Call) -> None:
        """Called for each call of a plain name or a late one, once its arguments have been visited."""

    def arguments(self, call: ast.Call) -> list[Any]:
        """What is to be visited of the arguments of a call."""
        return [*call.args, *call.keywords]

    def given(self, value: ast.expr, targets: Sequence[ast.expr]) -> list[Any]:  # noqa: ARG002  # for subclasses
        """What is to be visited of a value that is assigned to targets."""
        return [*self.read(value)]

    def holder(self, node: ast.Attribute) -> PassiveUse | ast.expr:
        """What is to be visited of the thing that has an attribute."""
        return node.value

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            self._other_name(alias, node.lineno, alias.name)
            self.bind(alias.asname or root, (Value(NameKind.IMPORTED, alias.name if alias.asname else root),))

    def _import_from(self, node: ast.ImportFrom) -> None:
        base = "." * node.level + (f"{node.module}." if node.module else "")
        for alias in node.names:
            if alias.name != "*":
                self._other_name(alias, node.lineno, base + alias.name)
                self.bind(alias.asname or alias.name, (Value(NameKind.IMPORTED, base + alias.name),))

    def _other_name(self, alias: ast.alias, line: int, origin: str) -> None:
        if alias.asname and alias.asname != origin.rpartition(".")[2]:
            scope = self._home(alias.asname)
            if not self._is_function(scope):
                self.on_other_name(alias.asname, line, scope, origin)

    def _home(self, name: str) -> NameScope:
        """The scope that has a name which is bound here."""
        return self.at.scope.elsewhere.get(name, self.at.scope)

    @staticmethod
    def _is_function(scope: NameScope) -> bool:
        return not scope.is_class and scope.parent is not None

    def _variable(self, name: str, line: int, values: Values = ()) -> None:
        scope = self._home(name)
        if not self._is_function(scope):
            self.on_variable(name, line, scope, values)

    def _declared(self, node: ast.Global | ast.Nonlocal) -> None:
        scope = self.at.scope
        for name in node.names:
            owner = scope.module() if isinstance(node, ast.Global) else scope.owner_of(name)
            if owner and owner is not scope:
                scope.elsewhere[name] = owner

    def _assign(self, node: ast.Assign) -> None:
        self.push([*self.given(node.value, node.targets), *(Bind(target, node.value) for target in node.targets)])

    def _annotated(self, node: ast.AnnAssign) -> None:
        read: list[Any] = []
        if node.value:
            said = node.annotation
            is_type = (said.attr if isinstance(said, ast.Attribute) else getattr(said, "id", "")) == "TypeAlias"
            read = [*self.look(node.value)] if is_type else self.given(node.value, [node.target])
        self.push([*self.look(node.annotation), *read, Bind(node.target, node.value, node.annotation)])

    def _walrus(self, node: ast.NamedExpr) -> None:
        scope = self.at.scope
        while scope.is_comprehension and scope.parent:
            scope = scope.parent
        if scope is not self.at.scope:
            self.at.scope.elsewhere[node.target.id] = scope
        self.push([node.value, Bind(node.target, node.value)])

    def _bind(self, bind: Bind) -> None:
        """Bind a target; what else stands in it is visited."""
        target, value = bind.target, bind.value
        if isinstance(target, ast.Name):
            values, scope = self._values(bind), self.at.scope
            # A module that only says which class a name will have does not bind it; a class has a field of that name.
            if (value or not bind.annotation or scope.is_class) and (scope.elsewhere or not self._is_function(scope)):
                self._variable(target.id, target.lineno, values if isinstance(value, ast.Name | ast.Attribute) else ())
            self.bind(target.id, values)
        elif isinstance(target, ast.Starred):
            self.push([Bind(target.value)])
        elif isinstance(target, ast.Tuple | ast.List):
            given: list[ast.expr | None] = [None] * len(target.elts)
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(given) and bind.by == "=":
                given = [*value.elts]
            self.push([Bind(inner, one) for inner, one in zip(target.elts, given, strict=True)])
        else:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                self._bind_member(target.value.id, target.attr, self._values(bind))
            self.push(self.read(target))

    def _bind_member(self, owner: str, name: str, values: Values) -> None:
        """`self.x = value`: what is known of it holds in every method."""
        for instance in self.at.lookup(owner) if values else ():
            scope = self.at.classes.get(instance.name)
            if scope and instance.kind in {NameKind.INSTANCE, NameKind.LOCAL}:
                scope.bind_some_time(name, values)
                self.on_alias(name, values)

    def _values(self, bind: Bind) -> Values:
        value = bind.value
        if not self.follows_rows:
            return self.types.values(value) if isinstance(value, ast.Name | ast.Attribute) and bind.by == "=" else ()
        if bind.by == "for":
            return self.types.iterated(value) if value else ()
        values = self.types.values(value) if value else ()
        if bind.by == "with":
            return tuple(v._replace(kind=NameKind.INSTANCE) if v.kind is NameKind.ROWS else v for v in values)
        told = self.types.annotation(bind.annotation) if bind.annotation else ()
        return tuple(known for known in values if known.name) or told or values

    def _name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.on_use(node, node.id, None)
        else:
            self.bind(node.id)

    def _attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Load):
            self.on_use(node, node.attr, None)
            self.push([self.holder(node)])
        else:
            self.on_set(node)
            self.push([PassiveUse(node.value)])

    def _call(self, node: ast.Call) -> None:
        """The function is visited first, then the arguments, then the call itself is noted."""
        function, late, stack = node.func, False, self._stack
        at = len(stack)
        stack += reversed(self.arguments(node))
        if isinstance(function, ast.Attribute):
            self.on_use(function, function.attr, node)
            late = function.attr in self._late
            stack.append(self.holder(function))
        elif isinstance(function, ast.Name):
            self.on_use(function, function.id, node)
            late = True
        else:
            stack.append(function)
        if late and self.follows_rows:
            stack.insert(at, _Late(node))

    def _late_call(self, late: _Late) -> None:
        self.on_late_call(late.call)

    def _handler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.bind(node.name)
        self.push([*self.look(*filter(None, [node.type])), *node.body])

    def _capture(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._variable(node.name, node.lineno)
            self.bind(node.name)
        if isinstance(node, ast.MatchAs) and node.pattern:
            self.push([node.pattern])

    def _mapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._variable(node.rest, node.lineno)
            self.bind(node.rest)
        self.push([*node.keys, *node.patterns])

    STATEMENTS: ClassVar[Visits] = {
        **ScopeWalk.FLOW,
        **ScopeWalk.SCOPES,
        Bind: _bind,
        ast.Import: _import,
        ast.ImportFrom: _import_from,
        ast.Global: _declared,
        ast.Nonlocal: _declared,
        ast.Assign: _assign,
        ast.AnnAssign: _annotated,
        ast.ExceptHandler: _handler,
        ast.MatchAs: _capture,
        ast.MatchStar: _capture,
        ast.MatchMapping: _mapping,
    }
    EXPRESSIONS: ClassVar[Visits] = {
        **STATEMENTS,
        **ScopeWalk.INNER_SCOPES,
        _Late: _late_call,
        ast.NamedExpr: _walrus,
        ast.Name: _name,
        ast.Attribute: _attribute,
        ast.Call: _call,
    }
