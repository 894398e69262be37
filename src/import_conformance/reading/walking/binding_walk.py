"""A walk over a syntax tree that knows what each name stands for; subclasses override the hooks `on_...`."""

import ast
from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from import_conformance.reading.walking.control_flow import Bind, PassiveUse, Visits
from import_conformance.reading.walking.name_scope import NameKind, NameScope, Value, Values
from import_conformance.reading.walking.scope_walk import ScopeWalk
from import_conformance.reading.walking.watched_lines import WatchedLines


class _Late(NamedTuple):
    """A call on the stack below its arguments: when it is popped, they have been visited."""

    call: ast.Call


class BindingWalk(ScopeWalk):
    """A walk that binds names as the code does, and calls the hooks `on_...` for what it meets."""

    def __init__(self, lines: WatchedLines | None, *, follows_rows: bool, late: frozenset[str]) -> None:
        """Prepare a walk.

        Args:
            lines: The lines whose expressions are visited; None for no expressions at all.
            follows_rows: Whether the classes of values are followed, from queries to rows.
            late: The last names of the methods whose calls are passed to `on_late_call`.
        """
        super().__init__(self.EXPRESSIONS if lines else self.STATEMENTS, lines, follows_rows=follows_rows)
        self._late = late

    def on_variable(self, name: str, line: int, scope: NameScope, values: Values) -> None:
        """Handle a variable that gets a value in a module or class; values: what it stands for."""

    def on_other_name(self, name: str, line: int, scope: NameScope, origin: str) -> None:
        """Handle an import into a module or class under a name that differs from the last part of its origin."""

    def on_alias(self, name: str, values: Values) -> None:
        """Handle a name that is bound to known values."""

    def on_use(self, node: ast.expr, last: str, call: ast.Call | None, *, held: bool = False) -> None:
        """Handle a name, attribute or item that is called or passed on.

        Args:
            node: The expression.
            last: The last part of its dotted name.
            call: The call of it, if it is called.
            held: Whether it is stored under another name; see `PassiveUse.holds`.
        """

    def on_set(self, node: ast.Attribute) -> None:
        """Handle an attribute that is assigned or deleted."""

    def on_late_call(self, call: ast.Call) -> None:
        """Handle a call of a plain name or of a method in `late`, once its arguments have been visited."""

    def arguments(self, call: ast.Call) -> list[Any]:
        """Return the arguments of a call that must be visited."""
        return [*call.args, *call.keywords]

    def given(self, value: ast.expr, targets: Sequence[ast.expr]) -> list[Any]:  # noqa: ARG002  # for subclasses
        """Return the parts of a value that must be visited when it is assigned to targets."""
        return [*self.read(value)]

    def holder(self, node: ast.Attribute) -> PassiveUse | ast.expr:
        """Return how the object of an attribute must be visited."""
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
            scope = self._owner_scope(alias.asname)
            if not self._is_function(scope):
                self.on_other_name(alias.asname, line, scope, origin)

    def _owner_scope(self, name: str) -> NameScope:
        """Return the scope in which a name is bound by code of the current scope."""
        return self.at.scope.elsewhere.get(name, self.at.scope)

    @staticmethod
    def _is_function(scope: NameScope) -> bool:
        return not scope.is_class and scope.parent is not None

    def _variable(self, name: str, line: int, values: Values = ()) -> None:
        scope = self._owner_scope(name)
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
            hint = node.annotation
            is_type = (hint.attr if isinstance(hint, ast.Attribute) else getattr(hint, "id", "")) == "TypeAlias"
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
        """Bind a target; the other expressions in it are visited."""
        target, value = bind.target, bind.value
        if isinstance(target, ast.Name):
            values, scope = self._values(bind), self.at.scope
            # In a module, an annotation without a value binds nothing; in a class, it declares a field of that name.
            if (value or not bind.annotation or scope.is_class) and (scope.elsewhere or not self._is_function(scope)):
                self._variable(target.id, target.lineno, values if isinstance(value, ast.Name | ast.Attribute) else ())
            self.bind(target.id, values)
        elif isinstance(target, ast.Starred):
            self.push([Bind(target.value)])
        elif isinstance(target, ast.Tuple | ast.List):
            parts: list[ast.expr | None] = [None] * len(target.elts)
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(parts) and bind.by == "=":
                parts = [*value.elts]
            self.push([Bind(inner, part) for inner, part in zip(target.elts, parts, strict=True)])
        else:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                self._bind_member(target.value.id, target.attr, self._values(bind))
            self.push(self.read(target))

    def _bind_member(self, owner: str, name: str, values: Values) -> None:
        """Bind an attribute as in `self.x = value`: what it stands for holds in every method."""
        for instance in self.at.lookup(owner) if values else ():
            scope = self.at.classes.get(instance.name)
            if scope and instance.kind in {NameKind.INSTANCE, NameKind.LOCAL}:
                scope.bind_at_any_time(name, values)
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
        annotated = self.types.annotation(bind.annotation) if bind.annotation else ()
        return tuple(known for known in values if known.name) or annotated or values

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
        """Visit the function first, then the arguments, and handle the call last."""
        function, late, stack = node.func, False, self._stack
        depth = len(stack)
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
            stack.insert(depth, _Late(node))

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
