"""Infer what an expression may stand for from one file: enough to know the model of a row without running the code."""

import ast
from collections.abc import Iterable, Sequence

from import_conformance.reading.walking.annotations import annotated_values
from import_conformance.reading.walking.name_scope import NameKind, Value, Values, WalkPosition

# Chains of attributes and calls that are longer than any written by a person are not followed, to bound the cost.
_LONGEST_CHAIN = 64
# How deeply calls in arguments are followed: `await session.execute(select(cast(...)))`.
_DEEPEST_ARGUMENT = 6

_FROM_QUERY = frozenset({"execute", "exec", "scalars", "stream", "stream_scalars"})
_ONE = frozenset(
    {"first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "get", "get_one", "fetchone", "pop"}
)
_COPIES = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"})
# The beginnings of the names of methods that return an instance of their class.
_CONSTRUCTORS = ("model_validate", "model_construct", "model_copy", "parse_obj", "construct", "copy", "from_", "create")
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp)


def is_class_name(name: str) -> bool:
    """Return whether a name is that of a class by PEP 8; the file itself does not show that of an imported name."""
    return name.rpartition(".")[2].lstrip("_")[:1].isupper()


class ValueTypes:
    """Evaluates expressions at the current position of a walk."""

    def __init__(self, position: WalkPosition) -> None:
        self.position = position
        self.elements: dict[ast.expr, Values] = {}

    def values(self, expression: ast.expr, depth: int = 0) -> Values:
        """Return what an expression may stand for; () when that is not known."""
        found: list[Value] = []
        pending = [expression]
        while pending:
            match pending.pop():
                case ast.Await(inner) | ast.NamedExpr(_, inner) | ast.Starred(inner):
                    pending.append(inner)
                case ast.IfExp(_, body, orelse):
                    pending += [orelse, body]
                case ast.BoolOp(_, operands):
                    pending += reversed(operands)
                case node:
                    found += self._chain(node, depth)
        return tuple(dict.fromkeys(found))

    def models(self, expression: ast.expr, *kinds: NameKind) -> list[str]:
        """Return the classes of the values of some kinds, sorted."""
        names = (value.name for value in self.values(expression) if value.kind in kinds and not value.method)
        return sorted({name for name in names if name})

    def classes(self, expression: ast.expr) -> list[str]:
        """Return the classes that an expression names, sorted."""
        return sorted({value.name for value in self.values(expression) if self._is_class(value)})

    def iterated(self, expression: ast.expr) -> Values:
        """Return the values of the variable of a loop over an expression."""
        return tuple(
            _element(value) for value in self.values(expression) if value.kind in {NameKind.QUERY, NameKind.ROWS}
        )

    def annotation(self, expression: ast.expr) -> Values:
        """Return what a name with an annotation stands for."""
        return annotated_values(expression, self.position.lookup)

    def _chain(self, node: ast.expr, depth: int) -> Values:
        """Return the values of `start.a(...).b[...]`: go down to the start, and up again link by link."""
        links: list[ast.Attribute | ast.Call | ast.Subscript] = []
        while isinstance(node, ast.Attribute | ast.Call | ast.Subscript | ast.Await):
            if len(links) == _LONGEST_CHAIN:
                return ()
            if not isinstance(node, ast.Await):
                links.append(node)
            node = node.func if isinstance(node, ast.Call) else node.value
        values = self._start(node, depth)
        for link in reversed(links):
            if isinstance(link, ast.Attribute):
                values = tuple(new for value in values for new in self._attribute(value, link.attr))
            elif isinstance(link, ast.Call):
                values = self._called(link, values, depth)
            else:
                values = tuple(item for value in values for item in _item(value, link.slice))
        return values

    def _start(self, node: ast.expr, depth: int) -> Values:
        if isinstance(node, ast.Name):
            return self.position.lookup(node.id)
        if isinstance(node, ast.List | ast.Tuple | ast.Set) and depth < _DEEPEST_ARGUMENT:
            return _rows(value for element in node.elts[:8] for value in self.values(element, depth + 1))
        if isinstance(node, _COMPREHENSIONS):
            return _rows(self.elements.get(node, ()))
        return ()

    def _attribute(self, value: Value, name: str) -> Values:
        if value.method:
            return ()
        if value.kind is NameKind.IMPORTED:
            return (_member(value, name),)
        if value.kind in {NameKind.LOCAL, NameKind.INSTANCE}:
            members = self.position.member(value.name, name)
            return members or ((Value(value.kind, value.name, name),) if name.startswith(_CONSTRUCTORS) else ())
        return (Value(value.kind, value.name, name),)

    def _called(self, call: ast.Call, values: Values, depth: int) -> Values:
        queried = self._queried(call, values, depth) if depth < _DEEPEST_ARGUMENT else None
        if queried is not None:
            return queried
        return tuple(new for value in values for new in self._result(value, call, depth))

    def _queried(self, call: ast.Call, values: Values, depth: int) -> Values | None:
        """Return the result of a call that queries a session or builds a statement; None for any other call."""
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if not call.args or any(value.kind in {NameKind.QUERY, NameKind.ROWS} for value in values):
            return None
        if name in _FROM_QUERY or name in {"scalar", "merge"}:
            kinds = {NameKind.INSTANCE} if name == "merge" else {NameKind.QUERY}
            given = tuple(value for value in self.values(call.args[0], depth + 1) if value.kind in kinds)
            return tuple(map(_element, given)) if name == "scalar" else given
        imported = next((value.name for value in values if value.kind is NameKind.IMPORTED), "")
        if name == "query" or imported.rpartition(".")[2] == "select":
            models = self._classes(call.args, depth)
            return tuple(Value(NameKind.QUERY, model) for model in models) or (Value(NameKind.QUERY, ""),)
        if name in {"get", "get_one"} and isinstance(function, ast.Attribute):
            return tuple(Value(NameKind.INSTANCE, model) for model in self._classes(call.args[:1], depth)) or None
        return None

    def _classes(self, arguments: Sequence[ast.expr], depth: int) -> list[str]:
        """Return the class that a single argument names; rows of several columns are tuples, which are not followed."""
        if len(arguments) != 1:
            return []
        values = self.values(arguments[0], depth + 1)
        return [value.name for value in values if self._is_class(value)]

    def _is_class(self, value: Value) -> bool:
        if value.kind is NameKind.LOCAL:
            return value.name in self.position.classes
        return value.kind is NameKind.IMPORTED and is_class_name(value.name)

    def _result(self, value: Value, call: ast.Call, depth: int) -> Values:
        """Return the result of a call of a value."""
        owner, _, last = value.name.rpartition(".")
        if value.kind is NameKind.BOUND:
            result: Values = ()
        elif value.method:
            is_one = value.method in _ONE or value.kind in {NameKind.INSTANCE, NameKind.LOCAL}
            result = (_element(value),) if is_one else (value._replace(method=""),)
        elif self._is_class(value):
            result = (_element(value),)
        elif value.kind is NameKind.LOCAL:
            result = self._returned(value.name)
        elif last.startswith(_CONSTRUCTORS) and is_class_name(owner):
            result = (Value(NameKind.INSTANCE, owner),)
        elif value.kind is NameKind.IMPORTED and call.args and depth < _DEEPEST_ARGUMENT:
            result = self._passed_on(value.name, call, depth + 1)
        else:
            result = ()
        return result

    def _passed_on(self, function: str, call: ast.Call, depth: int) -> Values:
        """Return the result of a known function that returns its argument in some form, such as `cast` or `list`."""
        if function.rpartition(".")[2] == "cast" and len(call.args) > 1:
            return self.annotation(call.args[0])
        if function.rpartition(".")[2] == "vars":
            return tuple(_member(value, "__dict__") for value in self.values(call.args[0], depth))
        if function in _COPIES:
            return self.values(call.args[0], depth)
        if function == "next":
            return tuple(map(_element, self.values(call.args[0], depth)))
        return ()

    def _returned(self, function: str) -> Values:
        """Return the values of the return annotation of a function of this file, in the scope of its definition."""
        annotation, scope = self.position.returns.get(function, (None, None))
        if annotation is None or scope is None:
            return ()
        return annotated_values(annotation, lambda name: WalkPosition(scope).lookup(name))


def _element(value: Value) -> Value:
    return Value(NameKind.INSTANCE, value.name)


def _member(value: Value, name: str) -> Value:
    return Value(value.kind, f"{value.name}.{name}")


def _item(value: Value, index: ast.expr) -> Values:
    """Return what an item of a value stands for.

    That is a row or a slice of a collection, the model in a row of one column, a generic class, or a name of a module
    that is looked up in the module's dictionary.
    """
    if value.kind is NameKind.BOUND:
        return ()
    if value.kind is NameKind.IMPORTED and isinstance(index, ast.Constant) and isinstance(index.value, str):
        if value.name == "sys.modules":
            return (Value(NameKind.IMPORTED, index.value),)
        if value.name == "builtins" or value.name.endswith(".__dict__"):
            return (_member(value._replace(name=value.name.removesuffix(".__dict__")), index.value),)
    if value.kind in {NameKind.IMPORTED, NameKind.LOCAL}:
        return (value,) if is_class_name(value.name) else ()
    return (value,) if isinstance(index, ast.Slice) else (_element(value),)


def _rows(values: Iterable[Value]) -> Values:
    found = {Value(NameKind.ROWS, value.name): None for value in values if value.kind is NameKind.INSTANCE}
    return tuple(found)
