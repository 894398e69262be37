"""From import statements to edges: which module of the code base, or which external one, an import reaches."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from import_conformance.model.codebase import Import, Unresolved
from import_conformance.model.facts import Facts, ImportStatement
from import_conformance.model.topology import Guard
from import_conformance.reading.resolving.importable import ImportableNames


class ImportTarget(IntEnum):
    """Where imports lead to; the order is that of the fields of `Edges`."""

    INSIDE = 0
    OUTSIDE = 1
    NOWHERE = 2


class Reach(NamedTuple):
    """Where a part of an import leads, in whatever module it stands; taken: the names that it takes from there."""

    there: ImportTarget
    target: str
    taken: tuple[str, ...]


class Edges(NamedTuple):
    """The imports of a code base, in the order of the modules' names and, within each, as written."""

    internal: list[Import]
    externals: list[Import]
    unresolved: list[Unresolved]
    optional: list[Unresolved]


def resolve(
    importer: str, statements: Iterable[ImportStatement], names: ImportableNames
) -> Iterator[Import | Unresolved]:
    """Find out where each import of a module leads.

    `from a import b` reaches the module a.b where there is one and the module a otherwise; the names that are taken
    from one module by one statement form one edge. A module and itself form none, and the import of a missing module
    is no broken one where the code handles its failure.
    """
    for statement in statements:
        for there, target, taken in _reached(importer, statement, names):
            if target == importer or (there is ImportTarget.NOWHERE and statement.guard is Guard.OPTIONAL):
                continue
            made = Unresolved if there is ImportTarget.NOWHERE else Import
            yield made(importer, target, statement.line, statement.column, statement.kind, taken, statement.guard)


def edges_of(facts: Mapping[str, Facts], names: ImportableNames) -> Edges:
    """Find out where each import of each module leads, as `resolve` does. facts: by module."""
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
            for there, target, some in reached or _reached(importer, statement, names):
                if target == importer:
                    continue
                append, made = into[there]
                if there is nowhere and guard is optional:
                    append = edges.optional.append
                # What `Import` itself does, without the call of its `__new__`: there are a hundred thousand of them.
                append(new(made, (importer, target, line, column, kind, some, guard)))
    return edges


def _reached(importer: str, statement: ImportStatement, names: ImportableNames) -> tuple[Reach, ...]:
    """Where an import leads; it is the same for all that import the same names from the same place."""
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
    """`import a.b`."""
    own = names.own(target)
    if own is None:
        yield Reach(ImportTarget.OUTSIDE, target, ())
    elif names.exists(own):
        yield Reach(ImportTarget.INSIDE, own, ())
    else:
        yield from _gone(own, (), names)


def _gone(target: str, taken: tuple[str, ...], names: ImportableNames) -> Iterator[Reach]:
    """A module that is not there: Python has still imported the nearest package above it by then."""
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
        # Above a package with dots in its name lies what is known, and is no part of the code base.
        yield Reach(ImportTarget.INSIDE if names.is_internal(above) else ImportTarget.OUTSIDE, above, ())


def _parts(base: str, taken: tuple[str, ...], names: ImportableNames) -> Iterator[Reach]:
    """`from base import taken`."""
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
    """What is taken from a module that is not there; the build makes the folders of generated ones."""
    rest = []
    for name in taken:
        whole = f"{own}.{name}"
        if names.generated and name != "*" and names.is_generated(whole) and names.exists(whole):
            yield Reach(ImportTarget.INSIDE, whole, (name,))
        else:
            rest.append(name)
    if rest:
        yield from _gone(own, tuple(rest), names)


def _attributes(own: str, attributes: list[str], names: ImportableNames, *, is_generated: bool) -> Iterator[Reach]:
    """Names that are taken from a package and are no modules in it."""
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
    """The modules below a module that are meant by a name which is taken from it; `*` means those of its `__all__`."""
    if name == "*":
        known = names.bindings.get(base)
        return [whole for each in known.exports if (whole := f"{base}.{each}") in names.modules] if known else []
    whole = f"{base}.{name}"
    if whole in names.modules:
        return [whole]
    # What is taken from a generated module is a name of it, lest the answer be another one once the file is there.
    if names.generated and names.is_generated(base):
        return []
    return [whole] if names.exists(whole) else []


def _parts_above(base: str, taken: tuple[str, ...], names: ImportableNames) -> Iterator[Reach]:
    """`from src import app` or `from acme import core`, above the code base; all else comes from outside."""
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
