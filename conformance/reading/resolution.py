"""From import statements to edges: which module of the code base, or which external one, an import reaches."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, NamedTuple

from conformance.model.codebase import Import, Unresolved
from conformance.model.facts import Facts, ImportStatement


@dataclass(frozen=True, eq=False)
class Names:
    """What can be imported: all modules of the code base, which of them are packages, which packages have no file."""

    modules: frozenset[str]
    packages: frozenset[str]
    namespaces: frozenset[str]
    roots: tuple[str, ...]

    def is_internal(self, module: str) -> bool:
        """True when the code base should hold the module, whether or not it does."""
        known = self._asked.get(module)
        if known is None:
            known = any(module == root or module.startswith(root + ".") for root in self.roots)
            self._asked[module] = known
        return known

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """The answers so far: the same few names are imported all over a code base."""
        return {}

    @cached_property
    def reached(self) -> "dict[tuple[str, tuple[str, ...] | None], tuple[Reach, ...]]":
        """What has been reached so far, by an absolute name and the names taken from it."""
        return {}


class End(IntEnum):
    """Where imports lead to; the order is that of the fields of `Edges`."""

    INSIDE = 0
    OUTSIDE = 1
    NOWHERE = 2


class Reach(NamedTuple):
    """Where a part of an import leads, whoever imports it; taken: the names that it takes from there."""

    there: End
    target: str
    taken: tuple[str, ...]


class Edges(NamedTuple):
    """The imports of a code base, in the order of the modules' names and, within each, as written."""

    internal: list[Import]
    externals: list[Import]
    unresolved: list[Unresolved]


def resolve(importer: str, statements: Iterable[ImportStatement], names: Names) -> Iterator[Import | Unresolved]:
    """Say where each import of a module leads.

    `from a import b` reaches the module a.b where there is one and the module a otherwise; the names that are taken
    from one module by one statement form one edge.
    """
    for statement in statements:
        for there, target, taken in _reached(importer, statement, names):
            made = Unresolved if there is End.NOWHERE else Import
            yield made(importer, target, statement.line, statement.column, statement.kind, taken, statement.guard)


def edges_of(facts: Mapping[str, Facts], names: Names) -> Edges:
    """Say where each import of each module leads. facts: by module."""
    edges = Edges([], [], [])
    into: tuple[tuple[Callable[[Any], None], type[Import | Unresolved]], ...] = (
        (edges.internal.append, Import),
        (edges.externals.append, Import),
        (edges.unresolved.append, Unresolved),
    )
    known, new = names.reached, tuple.__new__
    for importer in sorted(facts):
        for statement in facts[importer].imports:
            line, column, module, level, taken, kind, guard = statement
            reached = None if level else known.get((module, taken))
            for there, target, some in reached or _reached(importer, statement, names):
                append, made = into[there]
                # What `Import` itself does, without the call of its `__new__`: there are a hundred thousand of them.
                append(new(made, (importer, target, line, column, kind, some, guard)))
    return edges


def _reached(importer: str, statement: ImportStatement, names: Names) -> tuple[Reach, ...]:
    """Where an import leads; it is the same for all that import the same names from the same place."""
    base = _base(importer, statement, names)
    if base is None:
        return (Reach(End.NOWHERE, "." * abs(statement.level) + statement.module, statement.names or ()),)
    key = base, statement.names
    known = names.reached.get(key)
    if known is None:
        known = tuple(_whole(base, names) if statement.names is None else _parts(base, statement.names, names))
        names.reached[key] = known
    return known


def _base(importer: str, statement: ImportStatement, names: Names) -> str | None:
    """The absolute name that the statement imports or imports from; None when its dots lead above the top."""
    if not statement.level:
        return statement.module
    parts = importer.split(".")
    # Below zero, the level counts from the module's own name, as if it were a package.
    drop = -statement.level - 1 if statement.level < 0 else statement.level - (importer in names.packages)
    if drop >= len(parts):
        return None
    kept = parts[: len(parts) - drop]
    return ".".join([*kept, statement.module] if statement.module else kept)


def _whole(target: str, names: Names) -> Iterator[Reach]:
    """`import a.b`: where a.b does not exist, Python has still imported a by then."""
    if not names.is_internal(target):
        yield Reach(End.OUTSIDE, target, ())
    elif target in names.modules:
        yield Reach(End.INSIDE, target, ())
    else:
        yield Reach(End.NOWHERE, target, ())
        parent = target.rpartition(".")[0]
        if parent in names.modules:
            # Above a package with dots in its name lies what is known, and is no part of the code base.
            yield Reach(End.INSIDE if names.is_internal(parent) else End.OUTSIDE, parent, ())


def _parts(base: str, taken: tuple[str, ...], names: Names) -> Iterator[Reach]:
    """`from base import taken`."""
    if not names.is_internal(base):
        yield Reach(End.OUTSIDE, base, taken)
        return
    attributes = []
    for name in taken:
        whole = f"{base}.{name}"
        if whole in names.modules:
            yield Reach(End.INSIDE, whole, (name,))
        else:
            attributes.append(name)
    if attributes and base in names.modules:
        yield Reach(End.INSIDE, base, tuple(attributes))
        if base in names.namespaces and attributes != ["*"]:
            for name in attributes:
                yield Reach(End.NOWHERE, f"{base}.{name}", (name,))
    elif attributes:
        yield Reach(End.NOWHERE, base, tuple(attributes))
