"""What if a module or package lay elsewhere, or one part no longer used another: changed in a copy, and judged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from import_conformance.explaining.edges import reaches
from import_conformance.judging.session import Session
from import_conformance.model.answers.explanation import Endpoint
from import_conformance.model.answers.remedy import RemoveImport
from import_conformance.model.answers.supposition import DependencyDelta, MovedPart, WhatIfResult
from import_conformance.model.codebase import Codebase, Import
from import_conformance.model.dotted import lies_in
from import_conformance.model.structure.structure import CELL, PACKAGE, Dependency, structure
from import_conformance.model.topology import Topology
from import_conformance.planning.altering import altered, renamed
from import_conformance.planning.simulation import SimulatedState, judged, outcome


class SuppositionError(ValueError):
    """The change that was asked for is impossible; the message is a sentence for users."""


@dataclass(frozen=True)
class Changed:
    """A copy after some changes.

    Attributes:
        session: The copy.
        new: The changed names of modules and paths, by the old ones.
        sentences: The changes, in words.
        statements: How many imports were rewritten or removed.
    """

    session: Session
    new: Mapping[str, str]
    sentences: tuple[str, ...] = ()
    statements: int = 0


def move(changed: Changed, source: str, target: str) -> Changed:
    """Give a module, with all below it, another dotted name.

    Raises:
        SuppositionError: When it cannot have that name.
    """
    codebase = changed.session.codebase
    for fault in _faults(changed.session.topology, codebase, source, target):
        raise SuppositionError(fault)
    modules = sorted(module for module in codebase.modules if lies_in(module, source))
    new = {module: target + module[len(source) :] for module in modules}
    session = renamed(changed.session, new)
    paths = {codebase.paths[old]: session.codebase.paths[now] for old, now in new.items() if old in codebase.paths}
    rewritten = sum(edge.imported in new or edge.importer in new for edge in codebase.imports)
    sentence = f"{source} is moved to {target}: {_counted(len(paths), 'file')}"
    return _next(changed, session, {**new, **paths}, sentence, rewritten)


def drop(changed: Changed, source: Endpoint, target: Endpoint) -> Changed:
    """Remove what one end imports of the other.

    Raises:
        SuppositionError: When it imports nothing of it.
    """
    codebase = changed.session.codebase
    gone = list(_between(codebase, source, target))
    if not gone:
        raise SuppositionError(f"{source.text} imports nothing of {target.text}, so there is nothing to drop")
    changes = [RemoveImport(codebase.paths[e.importer], e.importer, e.line, e.imported, e.names) for e in gone]
    sentence = f"{source.text} does without {target.text}: {_counted(len(gone), 'import')}"
    return _next(changed, altered(changed.session, changes), {}, sentence, len(gone))


def supposed(before: SimulatedState, changed: Changed) -> WhatIfResult:
    """Compare the findings, the places and the dependencies between the parts before and after the changes."""
    after = judged(changed.session)
    old_places, new_places = before.session.codebase.places, changed.session.codebase.places
    moved = tuple(
        MovedPart(old, new, str(old_places.get(old, "")), str(new_places.get(new, "")))
        for old, new in sorted(changed.new.items())
        if old in before.session.codebase.paths
    )
    differences = tuple(_differences(before, after))
    compared = outcome(before, after, changed.new)
    return WhatIfResult(changed.sentences, changed.statements, compared, moved, differences)


def _next(changed: Changed, session: Session, new: Mapping[str, str], sentence: str, statements: int) -> Changed:
    """Add one more change; what was renamed before may be renamed again."""
    before = {old: new.get(current, current) for old, current in changed.new.items()}
    renamed = set(changed.new.values())
    first_time = {old: current for old, current in new.items() if old not in renamed}
    sentences = (*changed.sentences, sentence)
    return Changed(session, {**before, **first_time}, sentences, changed.statements + statements)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _faults(topology: Topology, codebase: Codebase, source: str, target: str) -> Iterator[str]:
    """Yield the reasons why a module cannot have a name."""
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
    for parent in (target[:index] for index, character in enumerate(target) if character == "."):
        if parent in codebase.paths and not codebase.paths[parent].endswith("/__init__.py"):
            yield f"{parent} is a file and no package, so nothing can lie in it"


def _between(codebase: Codebase, source: Endpoint, target: Endpoint) -> Iterator[Import]:
    sources, targets = frozenset(source.modules), frozenset(target.modules)
    if target.external:
        yield from (e for e in codebase.externals if e.importer in sources and reaches(e, target.text))
    else:
        yield from (e for e in codebase.imports if e.importer in sources and e.imported in targets)


def _differences(before: SimulatedState, after: SimulatedState) -> Iterator[DependencyDelta]:
    """Yield the dependencies between two parts that differ, in the order of the law."""
    topology = before.session.topology
    by = CELL if topology.layers else PACKAGE
    old, new = (_between_parts(state, topology, by) for state in (before, after))
    for ends in dict.fromkeys((*old, *new)):
        if _figures(old.get(ends)) != _figures(new.get(ends)):
            yield DependencyDelta(old.get(ends), new.get(ends))


def _between_parts(state: SimulatedState, topology: Topology, by: str) -> dict[tuple[str, str], Dependency]:
    found = structure(topology, state.session.codebase, state.findings, by)
    return {(each.source, each.target): each for each in found.bonds if each.source != each.target}


def _figures(found: Dependency | None) -> tuple[int, int, int, int] | None:
    return (found.convergences, found.divergences, found.absences, found.unjudged) if found else None
