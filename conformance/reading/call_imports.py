"""Imports by a call: what `import_module`, `__import__` and lazy loaders import, as far as the text says it."""

import ast
from collections.abc import Iterator

from conformance.model.facts import ImportStatement
from conformance.model.topology import Guard, ImportKind
from conformance.reading.annotations import dotted
from conformance.reading.import_names import importers

# The parameters of each function, in the order in which a call gives them.
_PARAMETERS = {
    "import_module": ("name", "package"),
    "__import__": ("name", "globals", "locals", "fromlist", "level"),
    "attach": ("package_name", "submodules", "submod_attrs"),
    "load": ("fullname",),
}
_OWN_PACKAGE = frozenset({"__package__", "__spec__.parent"})
_NOTHING = ast.Constant(None)
_Imported = tuple[str, int, tuple[str, ...] | None]


def imports_by(call: ast.Call, functions: frozenset[str], kind: ImportKind, guard: Guard) -> Iterator[ImportStatement]:
    """The imports that a call makes; functions: the qualified names of what it may call."""
    for function in importers(functions):
        given = _given(call, function)
        for module, level, names in _MADE[function](given) if given is not None else ():
            yield ImportStatement(call.lineno, call.col_offset + 1, module, level, names, kind, guard)


def _given(call: ast.Call, function: str) -> dict[str, ast.expr] | None:
    """The arguments of a call by the names of its parameters; None where some of them are not known."""
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    given = dict(zip(_PARAMETERS[function], call.args, strict=False))
    return given | {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


def _by_import_module(given: dict[str, ast.expr]) -> Iterator[_Imported]:
    target, package = literal(given.get("name")), given.get("package", _NOTHING)
    if not target:
        return
    level = len(target) - len(target.lstrip("."))
    module = target.lstrip(".")
    anchor = literal(package)
    if level and anchor:
        parts = anchor.split(".")
        if level <= len(parts):  # else Python raises ImportError: the name leads above the package that was given
            yield ".".join([*parts[: len(parts) - level + 1], *filter(None, [module])]), 0, None
    elif not level or dotted(package) in _OWN_PACKAGE:
        yield module, level, None
    elif dotted(package) in {"__name__", "__spec__.name"}:
        yield module, -level, None


def _by_dunder_import(given: dict[str, ast.expr]) -> Iterator[_Imported]:
    """`__import__("a.b")` is `import a.b`, and with a list of names `from a.b import names`."""
    module, level = literal(given.get("name")), given.get("level", ast.Constant(0))
    if module is None or not isinstance(level, ast.Constant) or not isinstance(level.value, int) or level.value < 0:
        return
    names = literals(given.get("fromlist", _NOTHING))
    if module or (level.value and names):
        yield module, level.value, names or None


def _by_attach(given: dict[str, ast.expr]) -> Iterator[_Imported]:
    """The modules of the package that are loaded when they are first asked for, and those of which names are taken."""
    package = given.get("package_name", _NOTHING)
    anchor, level = literal(package), 0
    if anchor is None and dotted(package) in {"__name__", "__spec__.name", *_OWN_PACKAGE}:
        anchor, level = "", 1 if dotted(package) in _OWN_PACKAGE else -1
    if anchor is None:
        return
    start = f"{anchor}." if anchor else ""
    for name in literals(given.get("submodules", _NOTHING)):
        yield start + name, level, None
    attributes = given.get("submod_attrs")
    if isinstance(attributes, ast.Dict):
        for key, value in zip(attributes.keys, attributes.values, strict=True):
            module = literal(key)
            if module:
                yield start + module, level, literals(value) or None


def _by_load(given: dict[str, ast.expr]) -> Iterator[_Imported]:
    module = literal(given.get("fullname"))
    if module:
        yield module, 0, None


_MADE = {
    "import_module": _by_import_module,
    "__import__": _by_dunder_import,
    "attach": _by_attach,
    "load": _by_load,
}


def literal(node: ast.expr | None) -> str | None:
    """A string that is written out, also as an f-string without fields; None for one that is computed."""
    if isinstance(node, ast.JoinedStr):
        parts = [literal(part) for part in node.values]
        return None if None in parts else "".join(filter(None, parts))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def literals(node: ast.expr) -> tuple[str, ...]:
    """The strings that a list, tuple or set holds written out."""
    elements = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else []
    return tuple(name for name in map(literal, elements) if name)
