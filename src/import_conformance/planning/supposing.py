"""What if a module or package lay elsewhere, or one part did without another: changed in a copy, and judged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from import_conformance.model.answers.explanation import Endpoint
from import_conformance.model.answers.remedy import RemoveImport
from import_conformance.model.answers.supposition import DependencyDelta, MovedPart, WhatIfResult
from import_conformance.model.codebase import Codebase, Import
from import_conformance.model.dotted import lies_in
from import_conformance.model.structure.structure import CELL, PACKAGE, Dependency, structure
from import_conformance.model.topology import Topology
from import_conformance.planning.altering import Workspace
from import_conformance.planning.simulation import SimulatedState, judged, outcome
from import_conformance.planning.statements import reaching


class SuppositionError(ValueError):
    """What was asked for cannot be; the message is a sentence for who asked."""


@dataclass(frozen=True)
class Changed:
    """A copy after some changes. new: names of modules and paths that are others now, by the old ones."""

    ground: Workspace
    new: Mapping[str, str]
    said: tuple[str, ...] = ()
    statements: int = 0


def move(changed: Changed, source: str, target: str) -> Changed:
    """Let a module, with all below it, bear another dotted name.

    Raises:
        SuppositionError: when it cannot bear that name.
    """
    codebase = changed.ground.codebase
    for fault in _faults(changed.ground.topology, codebase, source, target):
        raise SuppositionError(fault)
    modules = sorted(module for module in codebase.modules if lies_in(module, source))
    new = {module: target + module[len(source) :] for module in modules}
    ground = changed.ground.moved(new)
    paths = {codebase.paths[old]: ground.codebase.paths[now] for old, now in new.items() if old in codebase.paths}
    rewritten = sum(edge.imported in new or edge.importer in new for edge in codebase.imports)
    said = f"{source} is moved to {target}: {_counted(len(paths), 'file')}"
    return _next(changed, ground, {**new, **paths}, said, rewritten)


def drop(changed: Changed, source: Endpoint, target: Endpoint) -> Changed:
    """Take out what one end imports of the other.

    Raises:
        SuppositionError: when it imports nothing of it.
    """
    codebase = changed.ground.codebase
    gone = list(_between(codebase, source, target))
    if not gone:
        raise SuppositionError(f"{source.text} imports nothing of {target.text}, so there is nothing to drop")
    changes = [RemoveImport(codebase.paths[e.importer], e.importer, e.line, e.imported, e.names) for e in gone]
    said = f"{source.text} does without {target.text}: {_counted(len(gone), 'import')}"
    return _next(changed, changed.ground.altered(changes), {}, said, len(gone))


def supposed(before: SimulatedState, changed: Changed) -> WhatIfResult:
    """What became of the findings, the places and what lies between the parts."""
    after = judged(changed.ground)
    then, now = before.ground.codebase, changed.ground.codebase
    moved = tuple(
        MovedPart(old, new, str(then.places.get(old, "")), str(now.places.get(new, "")))
        for old, new in sorted(changed.new.items())
        if old in then.paths
    )
    bonds = tuple(_bonds(before, after))
    return WhatIfResult(changed.said, changed.statements, outcome(before, after, changed.new), moved, bonds)


def _next(changed: Changed, ground: Workspace, new: Mapping[str, str], said: str, statements: int) -> Changed:
    """One change more: what was renamed before may be so again."""
    again = {old: new.get(now, now) for old, now in changed.new.items()}
    renamed_before = set(changed.new.values())
    fresh = {old: now for old, now in new.items() if old not in renamed_before}
    return Changed(ground, {**again, **fresh}, (*changed.said, said), changed.statements + statements)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _faults(topology: Topology, codebase: Codebase, source: str, target: str) -> Iterator[str]:
    """Why a module cannot bear a name."""
    if not all(part.isidentifier() for part in target.split(".")):
        yield f"{target!r} is no dotted name of a module"
    if source in topology.source.packages:
        yield f"{source} is what the topology judges; a part of it can be moved, not the whole"
    if lies_in(target, source):
        yield f"{target} is {source} itself, or lies in it"
    if not any(lies_in(target, package) and target != package for package in topology.source.packages):
        packages = " or ".join(topology.source.packages)
        yield f"{target} would lie outside the code under judgement; begin the name with {packages}"
    if target in codebase.modules:
        yield f"there is a module {target} already"
    parents = (target[:at] for at, character in enumerate(target) if character == ".")
    for parent in parents:
        if parent in codebase.paths and not codebase.paths[parent].endswith("/__init__.py"):
            yield f"{parent} is a file and no package, so nothing can lie in it"


def _between(codebase: Codebase, source: Endpoint, target: Endpoint) -> Iterator[Import]:
    ours, theirs = frozenset(source.modules), frozenset(target.modules)
    if not target.external:
        yield from (e for e in codebase.imports if e.importer in ours and e.imported in theirs)
        return
    yield from (edge for edge in reaching(codebase.externals, target.text) if edge.importer in ours)


def _bonds(before: SimulatedState, after: SimulatedState) -> Iterator[DependencyDelta]:
    """The bonds between two parts that differ, in the order of the law."""
    topology = before.ground.topology
    by = CELL if topology.layers else PACKAGE
    then, now = (_between_parts(state, topology, by) for state in (before, after))
    for ends in dict.fromkeys((*then, *now)):
        one, other = then.get(ends), now.get(ends)
        if _figures(one) != _figures(other):
            yield DependencyDelta(one, other)


def _between_parts(state: SimulatedState, topology: Topology, by: str) -> dict[tuple[str, str], Dependency]:
    found = structure(topology, state.ground.codebase, state.findings, by)
    return {(bond.source, bond.target): bond for bond in found.bonds if bond.source != bond.target}


def _figures(bond: Dependency | None) -> tuple[int, int, int, int] | None:
    return (bond.convergences, bond.divergences, bond.absences, bond.unjudged) if bond else None
