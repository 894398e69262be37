"""What an expression may stand for, as far as one file tells: enough to know the model of a row without running it."""

import ast
from collections.abc import Iterable, Sequence

from import_conformance.reading.walking.annotations import annotated
from import_conformance.reading.walking.name_scope import NameKind, Standpoint, Value, Values

# Longer chains of attributes and calls than any person writes are not followed, so that each costs little.
_LONGEST_CHAIN = 64
# How deep calls in arguments are followed: `await session.execute(select(cast(...)))`.
_DEEPEST_ARGUMENT = 6

_FROM_QUERY = frozenset({"execute", "exec", "scalars", "stream", "stream_scalars"})
_ONE = frozenset(
    {"first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "get", "get_one", "fetchone", "pop"}
)
_COPIES = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"})
# Methods of a class that give an instance of it start so.
_CONSTRUCTORS = ("model_validate", "model_construct", "model_copy", "parse_obj", "construct", "copy", "from_", "create")
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp)


def is_class_name(name: str) -> bool:
    """True for what PEP 8 would take for a class: nothing in this file says whether an imported name is one."""
    return name.rpartition(".")[2].lstrip("_")[:1].isupper()


class ValueTypes:
    """Reads expressions from where a standpoint is.

    elements: what the elements of comprehensions are, noted while their own names are known.
    """

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.elements: dict[ast.expr, Values] = {}

    def values(self, expression: ast.expr, depth: int = 0) -> Values:
        """What an expression may stand for; () when that cannot be told."""
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
        """The classes of the values of those kinds."""
        names = (value.name for value in self.values(expression) if value.kind in kinds and not value.method)
        return sorted({name for name in names if name})

    def classes(self, expression: ast.expr) -> list[str]:
        """The classes that an expression names."""
        return sorted({value.name for value in self.values(expression) if self._is_class(value)})

    def iterated(self, expression: ast.expr) -> Values:
        """What a loop over an expression yields."""
        return tuple(
            _element(value) for value in self.values(expression) if value.kind in {NameKind.QUERY, NameKind.ROWS}
        )

    def annotation(self, expression: ast.expr) -> Values:
        """What a name annotated so stands for."""
        return annotated(expression, self.standpoint.lookup)

    def _chain(self, node: ast.expr, depth: int) -> Values:
        """The values of `start.a(...).b[...]`: down to the start, and up again link by link."""
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
            return self.standpoint.lookup(node.id)
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
            members = self.standpoint.member(value.name, name)
            return members or ((Value(value.kind, value.name, name),) if name.startswith(_CONSTRUCTORS) else ())
        return (Value(value.kind, value.name, name),)

    def _called(self, call: ast.Call, values: Values, depth: int) -> Values:
        queried = self._queried(call, values, depth) if depth < _DEEPEST_ARGUMENT else None
        if queried is not None:
            return queried
        return tuple(new for value in values for new in self._result(value, call, depth))

    def _queried(self, call: ast.Call, values: Values, depth: int) -> Values | None:
        """The result of a call that asks a session for rows, or makes a statement; None when it is none."""
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if not call.args or any(value.kind in {NameKind.QUERY, NameKind.ROWS} for value in values):
            return None
        if name in _FROM_QUERY or name in {"scalar", "merge"}:
            kept = {NameKind.INSTANCE} if name == "merge" else {NameKind.QUERY}
            given = tuple(value for value in self.values(call.args[0], depth + 1) if value.kind in kept)
            return tuple(map(_element, given)) if name == "scalar" else given
        imported = next((value.name for value in values if value.kind is NameKind.IMPORTED), "")
        if name == "query" or imported.rpartition(".")[2] == "select":
            models = self._classes(call.args, depth)
            return tuple(Value(NameKind.QUERY, model) for model in models) or (Value(NameKind.QUERY, ""),)
        if name in {"get", "get_one"} and isinstance(function, ast.Attribute):
            return tuple(Value(NameKind.INSTANCE, model) for model in self._classes(call.args[:1], depth)) or None
        return None

    def _classes(self, arguments: Sequence[ast.expr], depth: int) -> list[str]:
        """The class that the only argument names; rows of several are tuples, which are not followed."""
        if len(arguments) != 1:
            return []
        values = self.values(arguments[0], depth + 1)
        return [value.name for value in values if self._is_class(value)]

    def _is_class(self, value: Value) -> bool:
        if value.kind is NameKind.LOCAL:
            return value.name in self.standpoint.classes
        return value.kind is NameKind.IMPORTED and is_class_name(value.name)

    def _result(self, value: Value, call: ast.Call, depth: int) -> Values:
        """What a call of a value gives."""
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
        """What a function that is known for it makes of its argument."""
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
        """What a function of this file says it returns, read where it was defined."""
        annotation, scope = self.standpoint.returns.get(function, (None, None))
        if annotation is None or scope is None:
            return ()
        return annotated(annotation, lambda name: Standpoint(scope).lookup(name))


def _element(value: Value) -> Value:
    return Value(NameKind.INSTANCE, value.name)


def _member(value: Value, name: str) -> Value:
    return Value(value.kind, f"{value.name}.{name}")


def _item(value: Value, index: ast.expr) -> Values:
    """A row of a collection, the model in a row of one column, a part of a collection, or a generic class.

    A name of a module, where that is asked for by the module's dictionary.
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
