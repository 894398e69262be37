"""A walk that knows what names stand for wherever it is; subclasses say what to note on the way.

Function bodies wait until the code around them is through, as they run when all of its names are bound.
"""

import ast
from collections import deque
from typing import Any

from conformance.reading.annotations import dotted
from conformance.reading.name_scope import Kind, Scope, Value, Values
from conformance.reading.tree_walk import Bind, Comprehension, Stand, TreeWalk, Visits
from conformance.reading.value_types import ValueTypes

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class BindingWalk(TreeWalk):
    """follows_rows: whether the classes of values are followed, and calls noted; `late`: names of the calls noted."""

    def __init__(self, *, expressions: bool, follows_rows: bool, late: frozenset[str] = frozenset()) -> None:
        super().__init__(self.EVERYTHING if expressions else self.STATEMENTS, expressions)
        self.types = ValueTypes(self.at)
        self._follows_rows = follows_rows
        self._late = late
        self._waiting: deque[tuple[_Function, Scope]] = deque()

    def walk(self, tree: ast.Module) -> None:
        """Visit a file."""
        self.push(tree.body)
        self.drain()
        while self._waiting:
            function, scope = self._waiting.popleft()
            self.at.scope, self.at.path = scope, ()
            self._bind_parameters(function, scope)
            self.push(function.body if isinstance(function.body, list) else [function.body])
            self.drain()

    def on_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        """Called for each function and class, in the scope around it."""

    def on_variable(self, target: ast.Name) -> None:
        """Called for each variable that is assigned in the body of a module or class."""

    def on_use(self, node: ast.Name | ast.Attribute, call: ast.Call | None) -> None:
        """Called for each name and attribute that is read; `call` is the call of it, if any."""

    def on_late_call(self, call: ast.Call) -> None:
        """Called for each call of a plain name or a late one, once its arguments have been visited."""

    def bind(self, name: str, values: Values = ()) -> None:
        """Let a name stand for something from here on."""
        self.at.bind(name, values)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.on_definition(node)
        around = self.at.scope
        name = around.qualify(node.name)
        self._waiting.append((node, Scope(name, around, function=name)))
        if node.returns:
            self.at.returns[name] = (node.returns, around)
        self.bind(node.name, (Value(Kind.LOCAL, name),))
        self.push([*node.decorator_list, node.args, *filter(None, [node.returns])])

    def _lambda(self, node: ast.Lambda) -> None:
        around = self.at.scope
        self._waiting.append((node, Scope(around.name, around, function=around.function)))
        self.push([node.args])

    def _bind_parameters(self, node: _Function, scope: Scope) -> None:
        named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        told = [self.types.annotation(arg.annotation) if arg.annotation and self._follows_rows else () for arg in named]
        if named and not told[0] and scope.parent and scope.parent.is_class and not isinstance(node, ast.Lambda):
            decorators = {dotted(decorator) for decorator in node.decorator_list}
            kind = Kind.LOCAL if "classmethod" in decorators else Kind.INSTANCE
            told[0] = () if "staticmethod" in decorators else (Value(kind, scope.parent.name),)
        for arg, values in zip(named, told, strict=True):
            self.bind(arg.arg, values)
        for rest in filter(None, [node.args.vararg, node.args.kwarg]):
            self.bind(rest.arg)

    def _class(self, node: ast.ClassDef) -> None:
        self.on_definition(node)
        around, path = self.at.scope, self.at.path
        name = around.qualify(node.name)
        bases = tuple(value.name for base in node.bases for value in self.types.values(base) if value.kind is Kind.LOCAL)
        scope = Scope(name, around, is_class=True, function=around.function, seen=path, bases=bases)
        self.at.classes[name] = scope
        self.bind(node.name, (Value(Kind.LOCAL, name),))
        self.push([*node.decorator_list, *node.bases, *node.keywords, Stand(scope, ()), *node.body, Stand(around, path)])

    def _comprehension(self, node: Comprehension) -> None:
        around, path = self.at.scope, self.at.path
        steps: list[Any] = []
        for clause in node.generators:
            steps += [clause.iter, Bind(clause.target, clause.iter, by="for"), *clause.ifs]
        elements = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.push([*steps, *elements, Stand(around, path, node)])
        self.at.scope = Scope(around.name, around, function=around.function, seen=path, is_comprehension=True)
        self.at.path = ()

    def _stand(self, node: Stand) -> None:
        if isinstance(node.leaves, ast.ListComp | ast.SetComp | ast.GeneratorExp) and self._follows_rows:
            self.types.elements[node.leaves] = self.types.values(node.leaves.elt)
        self.at.scope, self.at.path = node.scope, node.path

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            self.bind(alias.asname or root, (Value(Kind.IMPORTED, alias.name if alias.asname else root),))

    def _import_from(self, node: ast.ImportFrom) -> None:
        base = "." * node.level + (f"{node.module}." if node.module else "")
        for alias in node.names:
            if alias.name != "*":
                self.bind(alias.asname or alias.name, (Value(Kind.IMPORTED, base + alias.name),))

    def _declared(self, node: ast.Global | ast.Nonlocal) -> None:
        scope = self.at.scope
        for name in node.names:
            owner = scope.module() if isinstance(node, ast.Global) else scope.owner_of(name)
            if owner and owner is not scope:
                scope.elsewhere[name] = owner

    def _assign(self, node: ast.Assign) -> None:
        self.push([node.value, *(Bind(target, node.value) for target in node.targets)])

    def _annotated(self, node: ast.AnnAssign) -> None:
        value = [node.value] if node.value else []
        self.push([node.annotation, *value, Bind(node.target, node.value, node.annotation)])

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
            scope = self.at.scope
            if bind.by == "=" and (scope.is_class or (value and not scope.parent)):
                self.on_variable(target)
            self.bind(target.id, self._values(bind))
        elif isinstance(target, ast.Tuple | ast.List):
            given: list[ast.expr | None] = [None] * len(target.elts)
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(given) and bind.by == "=":
                given = [*value.elts]
            self.push([Bind(inner, one) for inner, one in zip(target.elts, given, strict=True)])
        else:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                self._bind_member(target.value.id, target.attr, self._values(bind))
            self.push([target])

    def _bind_member(self, owner: str, name: str, values: Values) -> None:
        """`self.x = value`: what is known of it holds in every method."""
        for instance in self.at.lookup(owner) if values else ():
            scope = self.at.classes.get(instance.name)
            if scope and instance.kind in {Kind.INSTANCE, Kind.LOCAL}:
                scope.bind(name, ((-1, 0),), values)

    def _values(self, bind: Bind) -> Values:
        value = bind.value
        if not self._follows_rows:
            return self.types.values(value) if isinstance(value, ast.Name | ast.Attribute) and bind.by == "=" else ()
        if bind.by == "for":
            return self.types.iterated(value) if value else ()
        values = self.types.values(value) if value else ()
        if bind.by == "with":
            return tuple(v._replace(kind=Kind.INSTANCE) if v.kind is Kind.ROWS else v for v in values)
        return values or (self.types.annotation(bind.annotation) if bind.annotation else ())

    def _name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.on_use(node, None)
        else:
            self.bind(node.id)

    def _attribute(self, node: ast.Attribute) -> None:
        self.on_use(node, None)
        self.push([node.value])

    def _call(self, node: ast.Call) -> None:
        function = node.func
        is_late = self._follows_rows and (isinstance(function, ast.Name) or getattr(function, "attr", "") in self._late)
        self.push([*node.args, *node.keywords, *([Late(node)] if is_late else [])])
        if isinstance(function, ast.Name | ast.Attribute):
            self.on_use(function, node)
        if isinstance(function, ast.Attribute):
            self.push([function.value])
        elif not isinstance(function, ast.Name):
            self.push([function])
