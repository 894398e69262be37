"""Divergence from the `allow` section: an import between modules in layers that no line allows."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from import_conformance.model.codebase import Import
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.permission import is_large
from import_conformance.model.topology import Allow, Position
from import_conformance.rules.shared.base import Case, Judgement, Side
from import_conformance.rules.shared.imports import KIND_PHRASES, import_keywords
from import_conformance.rules.shared.sides import ends

RULE = "layers"


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each ordered pair of layers of which something is denied: `L6-to-L5`.

    An import that a `forbid` law bans is that law's finding, not this rule's. A pair that could not fail is no law;
    nor, in a large topology, is a pair without imports. Every allow line must name modules on both of its sides.
    """
    if not case.topology.of(Allow):
        return
    yield from _vacuous(case)
    divergences: dict[tuple[str, str], list[Finding]] = {}
    permission = case.permission
    for statement in case.codebase.imports:
        ends = statement.importer, statement.imported
        if (
            permission.is_judged(*ends)
            and not permission.is_allowed(*ends, statement.kind)
            and not permission.ban(*ends, statement.kind)
        ):
            pair = case.codebase.places[ends[0]].layer, case.codebase.places[ends[1]].layer
            divergences.setdefault(pair, []).append(_finding(case, statement, f"{pair[0]}-to-{pair[1]}"))
    subjects = _subjects(case)
    position = case.topology.allow_position or Position(1)
    for source, target in _pairs(case, subjects):
        if _can_fail(case, source, target):
            found = sorted(divergences.get((source, target), ()), key=lambda finding: finding.order)
            name = f"{source}-to-{target}"
            severity = case.topology.allow_severity
            yield Judgement(name, RULE, severity, position, subjects[source], tuple(found))


def _pairs(case: Case, subjects: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    """Return the pairs of layers that may be laws, in the order of the topology."""
    if not is_large(case.topology):
        return product(subjects, subjects)
    order = {layer: rank for rank, layer in enumerate(subjects)}
    places = case.codebase.places
    ends = ((places.get(edge.importer), places.get(edge.imported)) for edge in case.codebase.imports)
    connected = {(importer.layer, imported.layer) for importer, imported in ends if importer and imported}
    return sorted(connected, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _subjects(case: Case) -> dict[str, tuple[str, ...]]:
    """Return the subjects in each layer that has modules, layers in the order of the topology."""
    found: dict[str, set[str]] = {}
    for module, place in case.codebase.places.items():
        found.setdefault(place.layer, set()).add(case.subject(module))
    return {layer.name: tuple(sorted(found[layer.name])) for layer in case.topology.layers if layer.name in found}


def _can_fail(case: Case, source: str, target: str) -> bool:
    """Return True when there are two modules of the layers between which some import is a divergence."""
    pairs = product(case.examples[source], case.examples[target])
    apart = ((one, other) for one, other in pairs if one != other or one in case.twins)
    return any(case.permission.can_diverge(*ends) for ends in apart)


def _vacuous(case: Case) -> Iterator[Judgement]:
    """Yield a judgement with problems for each allow line that names no module on one of its sides."""
    unbuilt = {layer.name for layer in case.topology.layers if layer.optional}
    for line in case.topology.of(Allow):
        sides = (selector for selector in (*line.sources, *line.targets) if selector.layer not in unbuilt)
        problems = tuple(case.unmatched(line, f"the allow line {line.id}", sides))
        if problems:
            yield Judgement.of(line, RULE, (), (), problems)


def _finding(case: Case, statement: Import, law: str) -> Finding:
    line, reason = nearest_line(case, statement)
    imported = case.describe(statement.imported)
    return Finding(
        law=law,
        rule=RULE,
        kind=Kind.DIVERGENCE,
        severity=line.severity if line else case.topology.allow_severity,
        law_line=(line.position if line else case.topology.allow_position or Position(1)).line,
        message=f"{case.who(statement.importer)} imports {imported}{KIND_PHRASES[statement.kind]}; {reason}",
        because=line.because if line else "",
        fix=(line.fix if line else "") or legal_ways(case, statement),
        owner=line.owner_team if line else "",
        **import_keywords(case, statement),
    )


def nearest_line(case: Case, statement: Import) -> tuple[Allow | None, str]:
    """Return the allow line that comes nearest to permitting an import, and why it does not apply."""
    ends = statement.importer, statement.imported
    naming = case.permission.naming(*ends)
    source, target = case.codebase.places[ends[0]], case.codebase.places[ends[1]]
    for line in naming:
        axes = case.permission.differing(*ends, line)
        if axes:
            old, new = (" ".join(end.axes[axis] for axis in axes) for end in (source, target))
            within = f"within one {enumerated(axes)}, not from {old} to {new}"
            return line, f"line {line.position.line} allows {line.id} only {within}"
        if statement.kind not in line.kinds:
            kinds = enumerated(sorted(line.kinds))
            return line, f"line {line.position.line} allows {line.id} for {kinds} imports only"
    return None, f"no line of `allow` lets {source.layer} import {target.layer}"


def legal_ways(case: Case, statement: Import) -> str:
    """Return what the importer's layer may import instead, and which layers may import the imported one."""
    source, target = case.codebase.places[statement.importer], case.codebase.places[statement.imported]
    may = _texts(line.targets for line in case.topology.of(Allow) if any(s.layer == source.layer for s in line.sources))
    by = _texts(line.sources for line in case.topology.of(Allow) if any(s.layer == target.layer for s in line.targets))
    ways = [
        f"{source.layer} may import {enumerated(may, 9)}"
        if may
        else f"{source.layer} may import nothing that is placed"
    ]
    ways.append(
        f"{target.layer} may be imported by {enumerated(by, 9)}" if by else f"no layer may import {target.layer}"
    )
    return "; ".join(ways)


def _texts(sides: Iterable[Iterable[object]]) -> list[str]:
    return list(dict.fromkeys(getattr(selector, "text", "") for side in sides for selector in side))


def sides(case: Case, law: Allow) -> Iterator[Side]:
    """Yield what a line of `allow` says of the modules at either end."""
    yield from ends(case, law, "may")
