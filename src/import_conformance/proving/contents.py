"""Changes that must break the laws about what files hold and are called, and the built-in ones."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from itertools import product
from posixpath import dirname

from import_conformance.model.base.facts import (
    Definition,
    Facts,
    Header,
    MethodCall,
    Reference,
    SourceFacts,
    Unreadable,
)
from import_conformance.model.placement import place
from import_conformance.model.topology import Ban, Builtin, Headers, Name, Own
from import_conformance.proving.material import MADE_UP, Mutation, adding, importing, saying, shaped_like
from import_conformance.rules.own import FEWEST_SHINGLES
from import_conformance.rules.shared.base import Case

# Files tried for each thing that is planted.
FEW = 5


def of_own(case: Case, law: Own) -> Iterator[Mutation]:
    """Yield files with the code of one that is long enough to be compared; small files lose least and come first."""
    codebase = case.codebase
    owners = case.select.any_of(law.owner)
    scope = [module for module in case.within(law.among) - owners if module in codebase.facts]
    known = {module: facts.shape for module, facts in codebase.facts.items() if facts.shape}
    owned = frozenset().union(*(case.select.any_of(one.owner) for one in case.topology.of(Own)))
    models = sorted(
        (module for module in (owners or scope) if module in known), key=lambda module: (module in owned, module)
    )
    sizes = {module: len(shape.shingles) for module, shape in known.items()}
    copies = sorted(scope, key=lambda module: (sizes.get(module, 0), module))
    for model in models:
        if sizes[model] >= FEWEST_SHINGLES:
            apart = (module for module in copies if law.owner or _differ(case, law.between or "", module, model))
            for module, _ in zip(apart, range(FEW), strict=False):
                yield shaped_like(codebase, module, model, known[model])


def _differ(case: Case, axis: str, one: str, other: str) -> bool:
    ends = [case.codebase.places[module].axes.get(axis) for module in (one, other) if module in case.codebase.places]
    return len(ends) == 2 and None not in ends and ends[0] != ends[1]


def of_symbols(case: Case, law: Own) -> Iterator[Mutation]:
    """Yield definitions of the symbols outside their home."""
    owners = case.select.any_of(law.owner)
    for symbol, module in product(law.symbols, _with_facts(case, case.within(law.among) - owners)[:FEW]):
        yield saying(case.codebase, module, "definitions", (Definition(symbol, 1, "function"),), f"def {symbol}()")


def of_ban(case: Case, law: Ban) -> Iterator[Mutation]:
    """Yield banned calls in modules that the ban applies to."""
    modules = _with_facts(case, case.within(law.within) - case.select.any_of(law.exempt))[:FEW]
    for banned, module in product(law.calls, modules):
        call = Reference(1, 1, banned.name, True, 0, (), "")
        yield saying(case.codebase, module, "references", (call,), f"{banned.name}()")
    for method, module in product(law.methods, modules):
        used = MethodCall(1, 1, method, MADE_UP, 0, "")
        yield saying(case.codebase, module, "method_calls", (used,), f"{MADE_UP}.{method}()")


def of_name(case: Case, law: Name) -> Iterator[Mutation]:
    """Yield files beside those of the scope, under names that are denied or not allowed."""
    stems = [glob.replace("*", MADE_UP).replace("?", "x") for glob in law.deny]
    stems = [stem for stem in stems if any(fnmatchcase(stem, glob) for glob in law.deny)]
    if law.allow and not any(fnmatchcase(MADE_UP, glob) for glob in law.allow):
        stems.append(MADE_UP)
    scope = case.select.any_of(law.within)
    yield from (mutation for stem in stems for mutation in _beside(case, scope, stem))


def of_headers(case: Case, law: Headers) -> Iterator[Mutation]:
    """Yield headers that name another layer than the one in which the file lies."""
    places = case.codebase.places
    in_layers = [module for module in _with_facts(case, case.within(law.within)) if module in places]
    for module in in_layers[: 4 * FEW]:
        others = (layer.name for layer in case.topology.layers if layer.name != places[module].layer)
        claimed = next(others, MADE_UP)
        yield saying(case.codebase, module, "headers", (Header(law.key, claimed, 1),), f"'# {law.key}: {claimed}'")


def of_unresolved(case: Case, law: Builtin) -> Iterator[Mutation]:
    """Yield imports of a module of a package that does not exist."""
    root = case.topology.source.packages[0]
    for module in _with_facts(case, case.within(law.within))[: 4 * FEW]:
        yield importing(case.codebase, module, f"{root}.{MADE_UP}.missing")


def of_shadowed(case: Case, law: Builtin) -> Iterator[Mutation]:
    """Yield files with the name of a package, and files in a folder that a file hides."""
    paths = case.codebase.paths
    scope = [module for module in sorted(case.within(law.within)) if module in paths]
    packages = [module for module in scope if case.is_package(module) and "." in module]
    yield from (adding(f"{dirname(paths[module])}.py", text=", beside the package") for module in packages[: 2 * FEW])
    for module in scope:
        if not case.is_package(module):
            yield adding(f"{paths[module].removesuffix('.py')}/{MADE_UP}.py", text=f", beside {paths[module]}")


def of_unparsable(case: Case, law: Builtin) -> Iterator[Mutation]:
    """Yield files that are not Python."""
    yield from _beside(case, case.within(law.within), MADE_UP, Unreadable("it was made so"))


def of_unplaced(case: Case, law: Builtin) -> Iterator[Mutation]:
    """Yield files that no layer claims."""
    for mutation in _beside(case, case.within(law.within), MADE_UP, most=len(case.codebase.paths)):
        module = mutation.text[2:].removesuffix(".py").replace("/", ".")
        if place(module, case.topology) is None:
            yield mutation


def of_undeclared(case: Case, _law: Builtin) -> Iterator[Mutation]:
    """Yield files where a pattern expects a value of an axis, one for each such place, with an undeclared value."""
    seen = set()
    for module in sorted(case.codebase.places.keys() & case.codebase.paths.keys()):
        where = case.codebase.places[module]
        for capture in where.captures:
            if (where.by, capture.axis) not in seen:
                seen.add((where.by, capture.axis))
                parts = module.split(".")
                parts[capture.segment] = MADE_UP
                is_package = case.is_package(module)
                yield adding("/".join(parts) + ("/__init__.py" if is_package else ".py"), _neutral(case, module))


def _beside(
    case: Case, scope: Iterable[str], stem: str, facts: Unreadable | None = None, most: int = 4 * FEW
) -> Iterator[Mutation]:
    """Yield a new file in each folder in which the scope has files.

    Args:
        case: The code base and its topology.
        scope: Modules.
        stem: The name of the file, without its ending.
        facts: Of the file; those of an ordinary one when they are not given.
        most: The number of folders after which to stop.
    """
    paths = case.codebase.paths
    taken = set(paths.values())
    folders: dict[str, str] = {}
    for module in sorted(scope):
        if module in paths:
            folders.setdefault(dirname(paths[module]), module)
    for folder, module in list(folders.items())[:most]:
        if f"{folder}/{stem}.py" not in taken:
            what = ", which cannot be parsed" if facts else ""
            yield adding(f"{folder}/{stem}.py", facts or _neutral(case, module), what)


def _neutral(case: Case, module: str) -> Facts:
    """Return the facts of an empty file with the headers of its neighbour, so that laws about headers accept it."""
    facts = case.codebase.facts.get(module)
    return Facts(source=SourceFacts(headers=facts.source.headers)) if facts and facts.source else Facts()


def _with_facts(case: Case, modules: Iterable[str]) -> list[str]:
    return sorted(module for module in modules if module in case.codebase.facts)
