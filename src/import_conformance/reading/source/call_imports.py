"""Find the imports by `import_module`, `__import__` and lazy loaders, as far as the text shows them."""

import ast
from collections.abc import Iterable, Iterator

from import_conformance.model.base.facts import ImportStatement
from import_conformance.model.topology import Guard, ImportKind
from import_conformance.reading.walking.import_names import import_functions
from import_conformance.reading.walking.module_texts import (
    TextLookup,
    listed_texts,
    name_and_level,
    parent_package,
    texts,
)

# The parameters of each function, in the order in which a call gives them.
_PARAMETERS = {
    "import_module": ("name", "package"),
    "__import__": ("name", "globals", "locals", "fromlist", "level"),
    "attach": ("package_name", "submodules", "submod_attrs"),
    "load": ("fullname",),
}
_Given = dict[str, ast.expr]
_Imported = tuple[str, int, tuple[str, ...] | None]


def imports_by_call(
    call: ast.Call, functions: frozenset[str], named: TextLookup, kind: ImportKind, guard: Guard
) -> Iterator[ImportStatement]:
    """Yield the imports that a call makes.

    Args:
        call: The call.
        functions: The qualified names of the functions that it may call.
        named: Returns the strings that a name in it may stand for.
        kind: The kind of the imports.
        guard: Whether their failure is handled.
    """
    for function in import_functions(functions):
        given = _given(call, function)
        made = _MADE[function](given, named) if given is not None else ()
        for module, level, names in dict.fromkeys(made):
            if module and "" in module.split("."):
                # Python raises an error: no module has such a name.
                continue
            yield ImportStatement(call.lineno, call.col_offset + 1, module, level, names, kind, guard)


def _given(call: ast.Call, function: str) -> _Given | None:
    """Return the arguments of a call by the names of its parameters; None where some of them are unknown."""
    arguments = list(_spread(call.args))
    if any(isinstance(argument, ast.Starred) for argument in arguments):
        return None
    given = dict(zip(_PARAMETERS[function], arguments, strict=False))
    for keyword in call.keywords:
        if keyword.arg:
            given[keyword.arg] = keyword.value
        elif isinstance(keyword.value, ast.Dict):
            pairs = zip(keyword.value.keys, keyword.value.values, strict=True)
            given |= {str(key.value): value for key, value in pairs if isinstance(key, ast.Constant)}
    return given


def _spread(arguments: Iterable[ast.expr]) -> Iterator[ast.expr]:
    """Yield the arguments, with the elements of a literal list or tuple behind a star."""
    for argument in arguments:
        if isinstance(argument, ast.Starred) and isinstance(argument.value, ast.List | ast.Tuple):
            yield from argument.value.elts
        else:
            yield argument


def _by_import_module(given: _Given, named: TextLookup) -> Iterator[_Imported]:
    packages = texts(given.get("package"), named)
    for target in texts(given.get("name"), named):
        module = target.lstrip(".")
        level = len(target) - len(module)
        for package in packages if level else [""]:
            for _ in range(level - 1):
                package = parent_package(package)  # noqa: PLW2901
            if package or not level:  # else Python raises ImportError: the name leads above the package that was given
                yield from _whole(".".join(filter(None, [package, module])))


def _whole(text: str) -> Iterator[_Imported]:
    """Yield the import of the module that a text names."""
    module, level = name_and_level(text)
    if module or level:
        yield module, level, None


def _by_dunder_import(given: _Given, named: TextLookup) -> Iterator[_Imported]:
    """Read `__import__("a.b")` as `import a.b`, and with a list of names as `from a.b import names`."""
    up = given.get("level", ast.Constant(0))
    if not isinstance(up, ast.Constant) or not isinstance(up.value, int) or up.value < 0:
        return
    names = listed_texts(given.get("fromlist"), named)
    for target in texts(given.get("name"), named):
        module, level = name_and_level(target)
        if (module or ((level or up.value) and names)) and not (level and up.value):
            yield module, level or up.value, names or None


def _by_attach(given: _Given, named: TextLookup) -> Iterator[_Imported]:
    """Yield the modules of a package that are loaded at their first use, and those from which names are taken."""
    attributes = given.get("submod_attrs")
    for package in texts(given.get("package_name"), named):
        start = f"{package}." if package else ""
        for name in listed_texts(given.get("submodules"), named):
            yield *name_and_level(start + name), None
        if isinstance(attributes, ast.Dict):
            for key, value in zip(attributes.keys, attributes.values, strict=True):
                for module in filter(None, texts(key, named)):
                    yield *name_and_level(start + module), listed_texts(value, named) or None


def _by_load(given: _Given, named: TextLookup) -> Iterator[_Imported]:
    for target in texts(given.get("fullname"), named):
        yield from _whole(target)


_MADE = {
    "import_module": _by_import_module,
    "__import__": _by_dunder_import,
    "attach": _by_attach,
    "load": _by_load,
}
