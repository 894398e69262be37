"""The units of work, and their order.

A unit waits for another one

- that deletes a file which it would edit: what it would fix there goes with the file;
- that deletes copies of what it wires its domain to, or that reroutes imports of the modules which it wires;
- whose files its own files import, where both change which module uses which;
- that wires the modules in which it moves calls to where they are allowed;
- that edits a file which it gives a true header or a new name; the importers of a file are edited before its renaming.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from import_conformance.model.answers.work import Prerequisite, Unit, units_of
from import_conformance.model.by_key import by_key
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Ban, Law, Require
from import_conformance.rules.shared.base import Case


class Effect(Enum):
    """The effect of fixing on the code; the order of work follows from it."""

    DELETES = auto()
    REROUTES = auto()
    WIRES = auto()
    MOVES_CALLS = auto()
    RENAMES = auto()
    LABELS = auto()
    EDITS = auto()


_EFFECTS = {
    Kind.DUPLICATE: Effect.DELETES,
    Kind.ABSENCE: Effect.WIRES,
    Kind.WRITE: Effect.WIRES,
    Kind.DIVERGENCE: Effect.REROUTES,
    Kind.CYCLE: Effect.REROUTES,
    Kind.CALL: Effect.MOVES_CALLS,
    Kind.NAME: Effect.RENAMES,
    Kind.HEADER: Effect.LABELS,
}
# The weight of a precedence when precedences form a cycle; one that follows from imports weighs their number.
FIRM, STRONG, MILD = 1_000_000, 100_000, 10_000
REBUILDING = frozenset({Effect.DELETES, Effect.REROUTES})
# Effects for which it matters what the files import; for deleting them it does not.
EDITING = frozenset({Effect.REROUTES, Effect.WIRES})


@dataclass(frozen=True)
class WorkItem:
    """A unit with all that its place in the order depends on.

    Attributes:
        files: The files with its findings.
        stays: Those of its files that no other unit deletes.
        concerns: The files whose imports or calls it changes.
        owners: The modules that its copies are copies of.
        wires_to: The modules of which its law requires an import.
        outlasts_files: True where its findings are about a whole domain, so that deleting a file fixes none of them.
    """

    unit: Unit
    effect: Effect
    files: frozenset[str]
    stays: frozenset[str]
    concerns: frozenset[str]
    owners: frozenset[str]
    wires_to: frozenset[str]
    outlasts_files: bool = False

    @property
    def id(self) -> str:
        """The name of the unit."""
        return self.unit.id

    @property
    def deletes(self) -> frozenset[str]:
        """The files that are gone once the unit is done."""
        return self.files if self.effect is Effect.DELETES else frozenset()


@dataclass(frozen=True)
class Precedence:
    """One unit before another.

    Attributes:
        first: The id of the unit that comes first.
        then: The id of the other.
        weight: See `FIRM`.
        reason: Without a subject, as in "deletes files of it".
    """

    first: str
    then: str
    weight: int
    reason: str


@dataclass(frozen=True)
class Order:
    """Units in waves, before any of them is done.

    Attributes:
        waves: The units of each.
        precedences: As in `WorkPlan`.
        dropped: As in `WorkPlan`.
    """

    waves: tuple[tuple[Unit, ...], ...]
    precedences: int = 0
    dropped: int = 0


def in_order(case: Case, findings: Sequence[Finding]) -> Order:
    """Put all work into waves: a unit is in the first one before which all units that it waits for are done."""
    items = _items(case, findings)
    wanted = _precedences(case, items)
    possible = without_cycles(wanted)
    number = _numbered(items, possible)
    waits = by_key((each.then, Prerequisite(each.first, each.reason)) for each in possible)
    waves: list[list[Unit]] = [[] for _ in range(max(number.values(), default=0))]
    for item in items:
        waves[number[item.id] - 1].append(replace(item.unit, prerequisites=tuple(waits.get(item.id, ()))))
    return Order(tuple(map(tuple, waves)), len(wanted), len(wanted) - len(possible))


def without_cycles(wanted: Sequence[Precedence]) -> tuple[Precedence, ...]:
    """Return the precedences that can all hold at once; those of least total weight are given up."""
    from import_conformance.model.graphs.cutting import find_cycles

    cut = {arc for cycle in find_cycles({(each.first, each.then): each.weight for each in wanted}) for arc in cycle.cut}
    return tuple(each for each in wanted if (each.first, each.then) not in cut)


def _numbered(items: Sequence[WorkItem], precedences: Sequence[Precedence]) -> dict[str, int]:
    """Return the number of each unit's wave, from 1: one more than the latest of those that it waits for."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(item.id for item in items)
    graph.add_edges_from((each.first, each.then) for each in precedences)
    return {unit: number for number, wave in enumerate(nx.topological_generations(graph), 1) for unit in wave}


def _items(case: Case, findings: Sequence[Finding]) -> tuple[WorkItem, ...]:
    laws = {law.id: law for law in case.topology.written_laws()}
    found = [_item(case, laws.get(unit.law), unit) for unit in units_of(findings)]
    return tuple(_without_deleted(item, found) for item in found)


def _without_deleted(item: WorkItem, others: Sequence[WorkItem]) -> WorkItem:
    deleted = frozenset().union(*(other.deletes for other in others if other.id != item.id)) - item.deletes
    return replace(item, stays=item.files - deleted, concerns=item.concerns - deleted)


def _item(case: Case, law: Law | None, unit: Unit) -> WorkItem:
    kind = unit.typical.kind
    files = frozenset(finding.path for finding in unit.planned)
    of_domain = isinstance(law, Require) and law.every != "module"
    # A call with a substitute is edited where it stands.
    is_substitution = kind is Kind.CALL and isinstance(law, Ban) and bool(law.use)
    return WorkItem(
        unit=unit,
        effect=Effect.EDITS if is_substitution else _EFFECTS.get(kind, Effect.EDITS),
        files=files,
        stays=files,
        concerns=files | _bound(case, law, unit.domain) if isinstance(law, Require) and of_domain else files,
        owners=frozenset(o.module for f in unit.planned for o in f.related if f.kind is Kind.DUPLICATE),
        wires_to=case.select.any_of(law.targets) if isinstance(law, Require) else frozenset(),
        outlasts_files=of_domain or kind is Kind.UNDECLARED,
    )


def _bound(case: Case, law: Require, subject: str) -> frozenset[str]:
    """Return the files of a subject that is the value of an axis: any of them may be the one that gets wired."""
    scope = case.within(law.within)
    bound = {m for m, at in case.codebase.places.items() if m in scope and at.axes.get(law.every) == subject}
    return frozenset(path for module, path in case.codebase.paths.items() if module in bound)


def _precedences(case: Case, items: Sequence[WorkItem]) -> tuple[Precedence, ...]:
    """Return every precedence, of several for one pair of units the weightiest."""
    best: dict[tuple[str, str], Precedence] = {}
    for each in (*_between(items), *_along_imports(case, items)):
        pair = each.first, each.then
        if pair not in best or best[pair].weight < each.weight:
            best[pair] = each
    return tuple(best[pair] for pair in sorted(best))


def _between(items: Sequence[WorkItem]) -> Iterator[Precedence]:
    for first in items:
        for then in items:
            if first is not then:
                yield from _of_pair(first, then)


def _of_pair(first: WorkItem, then: WorkItem) -> Iterator[Precedence]:
    wires = then.effect is Effect.WIRES
    if (first.deletes & then.files) - then.deletes and not then.outlasts_files:
        yield Precedence(first.id, then.id, FIRM, "deletes files of it")
    if wires and first.unit.domain == then.unit.domain and first.owners & then.wires_to:
        yield Precedence(first.id, then.id, FIRM, "deletes copies of what it wires to")
    if wires and first.effect is Effect.REROUTES and first.concerns & then.concerns:
        yield Precedence(first.id, then.id, STRONG, "reroutes imports of the same modules")
    if then.effect is Effect.MOVES_CALLS and first.effect is Effect.WIRES and first.concerns & then.concerns:
        yield Precedence(first.id, then.id, MILD, "wires the same modules")
    if _is_late(then) > _is_late(first) and first.stays & then.stays:
        yield Precedence(first.id, then.id, STRONG, "edits the same files")


def _is_late(item: WorkItem) -> int:
    """Return 0 for most units, 1 for headers, which name the final place of a file, and 2 for renaming, the last."""
    return {Effect.LABELS: 1, Effect.RENAMES: 2}.get(item.effect, 0)


def _along_imports(case: Case, items: Sequence[WorkItem]) -> Iterator[Precedence]:
    """Yield the precedence of imported files, except that a file is renamed after its importers are edited."""
    of_file = by_key(
        (path, item)
        for item in items
        if item.effect in REBUILDING or item.effect is Effect.RENAMES or item.unit.typical.kind is Kind.WRITE
        for path in sorted(item.stays)
    )
    paths, weights = case.codebase.paths, Counter[tuple[str, str, str]]()
    for edge in case.codebase.imports:
        for source in of_file.get(paths.get(edge.importer, ""), ()):
            for target in of_file.get(paths.get(edge.imported, ""), ()):
                if target.effect is Effect.RENAMES and source.effect is not Effect.RENAMES:
                    weights[source.id, target.id, "edits files that import its files"] += 1
                elif source.effect in EDITING and target.effect in REBUILDING | EDITING and source is not target:
                    weights[target.id, source.id, "fixes files that it imports"] += 1
    for (first, then, reason), weight in sorted(weights.items()):
        yield Precedence(first, then, weight, reason)
