"""Find the ORM models of a file, and the writes that it makes with them."""

import ast
from collections.abc import Iterable, Iterator

from import_conformance.model.base.facts import OrmClass, Write
from import_conformance.reading.text.write_methods import OF_MANY, OF_MAPPINGS, OF_ONE, OF_TABLE, Operation
from import_conformance.reading.walking.name_scope import NameKind
from import_conformance.reading.walking.value_types import ValueTypes

_Found = Iterator[tuple[Operation, str | None]]

_SESSION_WORDS = frozenset({"session", "sess", "db"})
# Libraries whose sessions are not database sessions.
_FOREIGN = frozenset({"requests", "aiohttp", "httpx", "boto3", "aiobotocore", "botocore", "requests_oauthlib"})
_TABLE_MARKS = frozenset({"__tablename__", "__table__"})


def orm_class(node: ast.ClassDef, name: str, types: ValueTypes) -> OrmClass | None:
    """Return a class that has a base and names its table as a model; None for any other."""
    by_keyword = any(word.arg == "table" and getattr(word.value, "value", None) is True for word in node.keywords)
    if not by_keyword and not any(map(_names_table, node.body)):
        return None
    return OrmClass(name, node.lineno) if any(_has_name(base, types) for base in node.bases) else None


def writes_of(call: ast.Call, types: ValueTypes, function: str) -> Iterator[Write]:
    """Yield the writes that a call makes, one for each model that it may concern."""
    found = dict.fromkeys(
        _statement(call, types) if isinstance(call.func, ast.Name) else _method(call, call.func, types)
    )
    for operation, model in found:
        yield Write(call.lineno, call.col_offset + 1, operation, model, function)


def _has_name(expression: ast.expr, types: ValueTypes) -> bool:
    """Return whether a base class is something with a name, or a call of it: `declarative_base()`."""
    while isinstance(expression, ast.Call | ast.Subscript):
        expression = expression.func if isinstance(expression, ast.Call) else expression.value
    known = any(value.kind in {NameKind.IMPORTED, NameKind.LOCAL} for value in types.values(expression))
    return known or isinstance(expression, ast.Name)


def _names_table(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets):
            return any(isinstance(target, ast.Name) and target.id in _TABLE_MARKS for target in targets)
        case ast.AnnAssign(ast.Name(name), _, value):
            return name in _TABLE_MARKS and value is not None
    return False


def _statement(call: ast.Call, types: ValueTypes) -> _Found:
    """Read `insert(User)` and the like of SQLAlchemy or SQLModel, by any name."""
    imported = [value.name for value in types.values(call.func) if value.kind is NameKind.IMPORTED]
    for name in imported:
        root, _, rest = name.partition(".")
        operation = OF_TABLE.get(rest.rpartition(".")[2])
        if operation and root in {"sqlalchemy", "sqlmodel"} and ".func." not in name and call.args:
            yield from _each(operation, _table(call.args[0], types))


def _method(call: ast.Call, function: ast.expr, types: ValueTypes) -> _Found:
    """Read a write by a method of a session, a query, a table or a module."""
    if not isinstance(function, ast.Attribute):
        return
    name, receiver = function.attr, function.value
    if call.args and _is_session(receiver, types):
        yield from _by_session(name, call.args[0], types)
        return
    operation = OF_TABLE.get(name)
    if operation is None:
        return
    if isinstance(receiver, ast.Attribute) and receiver.attr == "__table__":
        yield from _each(operation, _table(receiver, types))
        return
    values = types.values(receiver)
    if any(value.kind is NameKind.QUERY for value in values):
        yield from _each(operation, types.models(receiver, NameKind.QUERY))
    elif any(value.kind is NameKind.INSTANCE and value.name.startswith("sqlalchemy.") for value in values):
        yield operation, None
    else:
        yield from _statement(call, types)


def _by_session(name: str, argument: ast.expr, types: ValueTypes) -> _Found:
    if name in OF_ONE:
        if not isinstance(argument, ast.Constant | ast.JoinedStr):
            yield from _each(OF_ONE[name], types.models(argument, NameKind.INSTANCE))
    elif name in OF_MANY:
        if isinstance(argument, ast.List | ast.Tuple | ast.Set):
            for element in argument.elts:
                is_part = isinstance(element, ast.Starred)
                yield from _each(OF_MANY[name], types.models(element, NameKind.ROWS if is_part else NameKind.INSTANCE))
        else:
            yield from _each(OF_MANY[name], types.models(argument, NameKind.ROWS, NameKind.QUERY))
    elif name in OF_MAPPINGS:
        yield from _each(OF_MAPPINGS[name], _table(argument, types))


def _each(operation: Operation, models: Iterable[str]) -> _Found:
    """Yield the operation on each of the models, or on an unknown one."""
    known = list(models)
    yield from ((operation, model) for model in known)
    if not known:
        yield operation, None


def _table(expression: ast.expr, types: ValueTypes) -> list[str]:
    """Return the model of a table: of `User`, or `User.__table__`."""
    if isinstance(expression, ast.Attribute) and expression.attr == "__table__":
        expression = expression.value
    return types.classes(expression)


def _is_session(receiver: ast.expr, types: ValueTypes) -> bool:
    """Return whether something is a database session, by its class where that is known, else by its name."""
    names = [value.name for value in types.values(receiver) if value.kind is NameKind.INSTANCE and value.name]
    if names:
        return any("session" in n.rpartition(".")[2].lower() and n.partition(".")[0] not in _FOREIGN for n in names)
    while isinstance(receiver, ast.Await):
        receiver = receiver.value
    if isinstance(receiver, ast.Call):
        return "session" in _last(receiver.func).lower()
    words = _last(receiver).lower().strip("_").split("_")
    return words[-1] in _SESSION_WORDS or words[-1].endswith("session")


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
