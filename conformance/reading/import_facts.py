"""The import statements of a file: where they stand, what they take, and when they happen."""

import ast
from collections.abc import Iterator

from conformance.model.facts import ImportStatement
from conformance.model.topology import ImportKind
from conformance.reading.prefilter import may_name

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DYNAMIC_CALLS = frozenset({"import_module", "__import__"})
_CONDITION = ("body", "orelse")
_ATTEMPT = ("body", "handlers", "orelse", "finalbody")
# The nodes that hold statements, and where; looked up once for each statement of a code base, so it is a table.
_HOLDERS: dict[type[ast.AST], tuple[str, ...]] = {
    **dict.fromkeys((ast.Module, *_FUNCTIONS, ast.ClassDef, ast.With, ast.AsyncWith), ("body",)),
    **dict.fromkeys((ast.If, ast.For, ast.AsyncFor, ast.While), _CONDITION),
    **dict.fromkeys((ast.Try, ast.TryStar), _ATTEMPT),
    **dict.fromkeys((ast.ExceptHandler, ast.match_case), ("body",)),
    ast.Match: ("cases",),
}


def imports_of(tree: ast.Module, text: str) -> tuple[ImportStatement, ...]:
    """Every import of a file, sorted by place. Only statements are walked: expressions cannot hold an import."""
    found = list(_statements(tree))
    if may_name(text, _DYNAMIC_CALLS):
        found += _dynamic(tree)
    return tuple(sorted(found, key=lambda statement: (statement.line, statement.column, statement.module)))


def _statements(tree: ast.Module) -> Iterator[ImportStatement]:
    pending: list[tuple[ast.AST, ImportKind]] = [(tree, ImportKind.RUNTIME)]
    while pending:
        holder, kind = pending.pop()
        for node, inner in _inside(holder, kind):
            node_type = type(node)
            if node_type in _HOLDERS:
                pending.append((node, inner))
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    yield ImportStatement(node.lineno, node.col_offset + 1, alias.name, 0, None, inner)
            elif isinstance(node, ast.ImportFrom):
                names = tuple(alias.name for alias in node.names)
                yield ImportStatement(node.lineno, node.col_offset + 1, node.module or "", node.level, names, inner)


def _inside(holder: ast.AST, kind: ImportKind) -> Iterator[tuple[ast.AST, ImportKind]]:
    """The nodes held by a compound statement, each with the kind that an import there has."""
    if isinstance(holder, _FUNCTIONS) and kind is ImportKind.RUNTIME:
        kind = ImportKind.LAZY
    for field in _HOLDERS[type(holder)]:
        inner = kind
        if field == "body" and isinstance(holder, ast.If) and _is_type_checking(holder.test):
            inner = ImportKind.TYPING
        for child in getattr(holder, field):
            yield child, inner


def _is_type_checking(test: ast.expr) -> bool:
    """True for `TYPE_CHECKING`, however it was imported, and for conjunctions with it."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(map(_is_type_checking, test.values))
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return bool(name == "TYPE_CHECKING")


def _dynamic(tree: ast.Module) -> Iterator[ImportStatement]:
    """Calls of `import_module` and `__import__` with a literal name; computed names cannot be told from the text."""
    names = _DYNAMIC_CALLS | {
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in _DYNAMIC_CALLS and alias.asname
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) in names:
            target = _literal(_argument(node, 0, "name"))
            package = _argument(node, 1, "package")
            if target:
                level = len(target) - len(target.lstrip("."))
                yield from _dynamic_import(node, target, level, package)


def _dynamic_import(node: ast.Call, target: str, level: int, package: ast.expr | None) -> Iterator[ImportStatement]:
    """A dynamic import; a relative one is told when the package is a literal, or the file's own (`__package__`)."""
    if level and _literal(package):
        parts = (_literal(package) or "").split(".")
        if level > len(parts):
            return  # Python raises ImportError here: the name leads above the package that was given.
        kept = parts[: len(parts) - level + 1]
        target, level = ".".join([*kept, target.lstrip(".")]), 0
    if not level or (isinstance(package, ast.Name) and package.id == "__package__"):
        yield ImportStatement(node.lineno, node.col_offset + 1, target.lstrip("."), level, None, ImportKind.DYNAMIC)


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """An argument of a call, given by its place or its name."""
    if len(call.args) > position:
        return call.args[position]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
