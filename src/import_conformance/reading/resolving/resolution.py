"""Turn import statements into edges: find the module of the code base, or the external one, that an import reaches."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from import_conformance.model.base.facts import Facts, ImportStatement
from import_conformance.model.codebase import Import, Unresolved
from import_conformance.model.topology import Guard
from import_conformance.reading.resolving.importable import ImportableNames


class ImportTarget(IntEnum):
    """Where an import leads; the order is that of the fields of `Edges`."""

    INSIDE = 0
    OUTSIDE = 1
    NOWHERE = 2


class Reach(NamedTuple):
    """Where a part of an import leads, independently of the importing module."""

    kind: ImportTarget
    target: str
    taken: tuple[str, ...]


class Edges(NamedTuple):
    """The imports of a code base, sorted by module, and within each in the order of its text."""

    internal: list[Import]
    externals: list[Import]
    unresolved: list[Unresolved]
    optional: list[Unresolved]


def resolve(
    importer: str, statements: Iterable[ImportStatement], names: ImportableNames
) -> Iterator[Import | Unresolved]:
    """Find out where each import of a module leads.

    `from a import b` reaches the module a.b where there is one, and the module a otherwise; the names that one
    statement imports from one module form one edge. An import of the module itself forms none, and that of a missing
    module forms none where the code handles the failure.
    """
    for statement in statements:
        for kind, target, taken in _reached(importer, statement, names):
            if target == importer or (kind is ImportTarget.NOWHERE and statement.guard is Guard.OPTIONAL):
                continue
            edge = Unresolved if kind is ImportTarget.NOWHERE else Import
            yield edge(importer, target, statement.line, statement.column, statement.kind, taken, statement.guard)


def edges_of(facts: Mapping[str, Facts], names: ImportableNames) -> Edges:
    """Find out where each import of each module leads, as `resolve` does."""
    edges = Edges([], [], [], [])
    into: tuple[tuple[Callable[[Any], None], type[Import | Unresolved]], ...] = (
        (edges.internal.append, Import),
        (edges.externals.append, Import),
        (edges.unresolved.append, Unresolved),
    )
    known, new = names.reached, tuple.__new__
    nowhere, optional = ImportTarget.NOWHERE, Guard.OPTIONAL
    for importer in sorted(facts):
        for statement in facts[importer].imports:
            line, column, module, level, taken, kind, guard = statement
            reached = None if level else known.get((module, taken))
            for where, target, some in reached or _reached(importer, statement, names):
                if target == importer:
                    continue
                append, edge = into[where]
                if where is nowhere and guard is optional:
                    append = edges.optional.append
                # The same as `Import(...)` without the call of its `__new__`: there are a hundred thousand of them.
                append(new(edge, (importer, target, line, column, kind, some, guard)))
    return edges


def _reached(importer: str, statement: ImportStatement, names: ImportableNames) -> tuple[Reach, ...]:
    """Return where an import leads; it is the same for all modules that import the same names from the same place."""
    base = names.base(importer, statement.level, statement.module)
    if base is None:
        return (Reach(ImportTarget.NOWHERE, "." * abs(statement.level) + statement.module, statement.names or ()),)
    key = base, statement.names
    known = names.reached.get(key)
    if known is None:
        known = tuple(_whole(base, names) if statement.names is None else _parts(base, statement.names, names))
        names.reached[key] = known
    return known


def _whole(target: str, names: ImportableNames) -> Iterator[Reach]:
    """Yield where `import a.b` leads."""
    own = names.own(target)
    if own is None:
        yield Reach(ImportTarget.OUTSIDE, target, ())
    elif names.exists(own):
        yield Reach(ImportTarget.INSIDE, own, ())
    else:
        yield from _missing(own, (), names)


def _missing(target: str, taken: tuple[str, ...], names: ImportableNames) -> Iterator[Reach]:
    """Yield where the import of a missing module leads, after Python has imported the nearest package above it."""
    above = names.nearest(target)
    if names.may_lie_elsewhere(above):
        yield Reach(ImportTarget.OUTSIDE, target, taken)
        return
    known = names.bindings.get(above)
    if known and known.has_portions:
        yield Reach(ImportTarget.OUTSIDE, target, taken)
    elif not (known and known.makes_modules):
        yield Reach(ImportTarget.NOWHERE, target, taken)
    if above:
        # A package above a declared dotted one exists, but is not part of the code base.
        yield Reach(ImportTarget.INSIDE if names.is_internal(above) else ImportTarget.OUTSIDE, above, ())


def _parts(base: str, taken: tuple[str, ...], names: ImportableNames) -> Iterator[Reach]:
    """Yield where `from base import taken` leads."""
    own = names.own(base)
    if own is None:
        yield from _parts_above(base, taken, names)
        return
    if not names.exists(own):
        yield from _parts_of_missing(own, taken, names)
        return
    is_generated = bool(names.generated) and names.is_generated(own)
    if not (is_generated or own in names.packages or names.is_folder(own)):
        yield Reach(ImportTarget.INSIDE, own, taken)
        return
    attributes = []
    for name in taken:
        modules = _modules_named(own, name, names)
        yield from (Reach(ImportTarget.INSIDE, module, (name,)) for module in modules)
        if not modules or name == "*":
            attributes.append(name)
    yield from _attributes(own, attributes, names, is_generated=is_generated)


def _parts_of_missing(own: str, taken: tuple[str, ...], names: ImportableNames) -> Iterator[Reach]:
    """Yield where names lead that are imported from a missing module, which the build may create for generated ones."""
    rest = []
    for name in taken:
        whole = f"{own}.{name}"
        if names.generated and name != "*" and names.is_generated(whole) and names.exists(whole):
            yield Reach(ImportTarget.INSIDE, whole, (name,))
        else:
            rest.append(name)
    if rest:
        yield from _missing(own, tuple(rest), names)


def _attributes(own: str, attributes: list[str], names: ImportableNames, *, is_generated: bool) -> Iterator[Reach]:
    """Yield where names lead that are imported from a package and are no modules in it."""
    if attributes and attributes != ["*"] and names.may_lie_elsewhere(own):
        yield from (Reach(ImportTarget.OUTSIDE, f"{own}.{name}", ()) for name in attributes)
        return
    if attributes:
        yield Reach(ImportTarget.INSIDE, own, tuple(attributes))
    if not is_generated:
        for name in attributes:
            if name != "*" and not names.offers(own, name):
                yield Reach(ImportTarget.NOWHERE, f"{own}.{name}", (name,))


def _modules_named(base: str, name: str, names: ImportableNames) -> list[str]:
    """Return the modules in a package that an imported name means; `*` means those in its `__all__`."""
    if name == "*":
        known = names.bindings.get(base)
        return [whole for each in known.exports if (whole := f"{base}.{each}") in names.modules] if known else []
    whole = f"{base}.{name}"
    if whole in names.modules:
        return [whole]
    # A name imported from a generated module counts as an attribute: the answer must be the same once the file exists.
    if names.generated and names.is_generated(base):
        return []
    return [whole] if names.exists(whole) else []


def _parts_above(base: str, taken: tuple[str, ...], names: ImportableNames) -> Iterator[Reach]:
    """Yield where names lead that are imported from outside or from above the code base, as `from src import app`."""
    rest = []
    is_above = base in names.above or base in names.prefixes
    for name in taken:
        own = names.own(f"{base}.{name}") if is_above else None
        if own is None:
            rest.append(name)
        else:
            yield from _whole(own, names)
    if rest:
        yield Reach(ImportTarget.OUTSIDE, base, tuple(rest))
