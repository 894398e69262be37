"""The order of work: units in waves. Where wishes go in circles, those of least weight are given up."""

from collections.abc import Iterator, Mapping, Sequence

from import_conformance.model.finding import Finding
from import_conformance.reviewing.domain_index import DomainIndex
from import_conformance.reviewing.precedence import Job, Wish, jobs, wishes
from import_conformance.reviewing.work import Plan, Unit, Wait, Wave


def plan(atlas: DomainIndex, findings: Sequence[Finding]) -> Plan:
    """All work in waves: a unit stands in the first one before which everything that it waits for is done.

    Its figures are an estimate: what is mended is taken to be gone, and nothing to come instead. `simulated` has those
    of a copy of the code base in which the waves were done.
    """
    units = jobs(atlas, findings)
    wanted = wishes(atlas, units)
    kept = without_circles(wanted)
    return Plan(len(findings), tuple(_waves(units, kept)), len(wanted), len(wanted) - len(kept))


def without_circles(wanted: Sequence[Wish]) -> tuple[Wish, ...]:
    """The wishes that can all be granted at once, the least weight of them given up."""
    from import_conformance.model.graphs.cutting import circles

    cut = {arc for circle in circles({(wish.first, wish.then): wish.weight for wish in wanted}) for arc in circle.cut}
    return tuple(wish for wish in wanted if (wish.first, wish.then) not in cut)


def numbered(units: Sequence[Job], kept: Sequence[Wish]) -> dict[str, int]:
    """The wave of each unit, from 1: one more than the latest of those that it waits for."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(unit.id for unit in units)
    graph.add_edges_from((wish.first, wish.then) for wish in kept)
    return {unit: number for number, wave in enumerate(nx.topological_generations(graph), 1) for unit in wave}


def _waves(units: Sequence[Job], kept: Sequence[Wish]) -> Iterator[Wave]:
    number = numbered(units, kept)
    deleted = _deletions(units, number)
    waits: dict[str, list[Wait]] = {}
    for wish in kept:
        waits.setdefault(wish.then, []).append(Wait(wish.first, wish.reason))
    left = sum(len(unit.findings) for unit in units)
    for at in range(1, max(number.values(), default=0) + 1):
        mine = [unit for unit in units if number[unit.id] == at]
        done = [_unit(unit, at, deleted, waits.get(unit.id, [])) for unit in mine]
        gone = sum(_gone_in(at, unit, number, deleted) for unit in units)
        left -= sum(unit.statements for unit in done) + gone
        files = {finding.path for unit in mine for finding in _there(unit, at, deleted)}
        ordered = tuple(sorted(done, key=lambda unit: (unit.severity.rank, -unit.statements, unit.id)))
        yield Wave(at, ordered, sum(unit.statements for unit in done), gone, len(files), left)


def _deletions(units: Sequence[Job], number: Mapping[str, int]) -> dict[str, int]:
    """The wave in which each file goes that a unit deletes."""
    deleted: dict[str, int] = {}
    for unit in units:
        for path in unit.deletes:
            deleted[path] = min(number[unit.id], deleted.get(path, number[unit.id]))
    return deleted


def _gone_in(at: int, unit: Job, number: Mapping[str, int], deleted: Mapping[str, int]) -> int:
    """The findings that a later unit will not meet, since a unit of this wave deletes their file."""
    if unit.outlasts_files or number[unit.id] <= at:
        return 0
    return sum(deleted.get(finding.path) == at for finding in unit.findings)


def _there(unit: Job, at: int, deleted: Mapping[str, int]) -> list[Finding]:
    """The findings that a unit of this wave still meets."""
    return [each for each in unit.findings if unit.outlasts_files or deleted.get(each.path, at) >= at]


def _unit(unit: Job, at: int, deleted: Mapping[str, int], waits: Sequence[Wait]) -> Unit:
    there = _there(unit, at, deleted)
    return Unit(
        id=unit.id,
        law=unit.law,
        domain=unit.domain,
        category=unit.category.title,
        severity=min((finding.severity for finding in unit.findings), key=lambda severity: severity.rank),
        statements=len(there),
        gone=len(unit.findings) - len(there),
        files=len({finding.path for finding in there}),
        deletes=tuple(sorted(path for path in unit.deletes if deleted[path] == at)),
        waits=tuple(waits),
    )
