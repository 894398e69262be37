"""Circles of imports between parts of the code base: the `acyclic` section, with the statements to cut."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from import_conformance.model.codebase import Import
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.graphs.cycle_check import is_circular
from import_conformance.model.topology import Acyclic, Problem
from import_conformance.rules.shared.base import Case, Judgement, enumerated
from import_conformance.rules.shared.imports import of_import

if TYPE_CHECKING:
    from import_conformance.model.graphs.cutting import Cycle

RULE = "acyclic"
# So many parts of a circle are listed with each finding; a circle may have as many findings as parts, or more.
MOST_PARTS = 100

Arc = tuple[str, str]


def judge(case: Case) -> Iterator[Judgement]:
    """One judgement for each law; a finding is a statement whose removal, with its fellows, opens every circle."""
    for law in case.topology.acyclic:
        parts = part_of(case, law)
        findings = list(_findings(case, law, between(case, law, parts)))
        yield Judgement.of(law, RULE, ("",), findings, _problems(case, law, parts.values()))


def _findings(case: Case, law: Acyclic, statements: dict[Arc, list[Import]]) -> Iterator[Finding]:
    if not is_circular(statements):
        return
    # Most code bases never come here, and networkx takes longer to load than all rules to run.
    from import_conformance.model.graphs.cutting import circles

    for circle in circles({arc: len(found) for arc, found in statements.items()}):
        for arc in circle.cut:
            yield from (_finding(case, law, circle, arc, statement) for statement in statements[arc])


def part_of(case: Case, law: Acyclic) -> dict[str, str]:
    """The part that each module belongs to, if it has one: its layer, its value on an axis, or its package."""
    parents = {module.rpartition(".")[0] for module in case.codebase.modules}
    parts: dict[str, str] = {}
    for module in sorted(case.within(law.within)):
        at = case.codebase.places.get(module)
        if law.over == "package":
            is_package = module in parents or case.is_package(module)
            parts[module] = module if is_package else module.rpartition(".")[0] or module
        elif law.over == "layer" and at:
            parts[module] = at.layer
        elif at and law.over in at.axes:
            parts[module] = at.axes[law.over]
    return parts


def between(case: Case, law: Acyclic, parts: dict[str, str]) -> dict[Arc, list[Import]]:
    """The statements behind each edge between two parts."""
    found: dict[Arc, list[Import]] = {}
    for statement in case.codebase.imports:
        source, target = parts.get(statement.importer), parts.get(statement.imported)
        if source is not None and target is not None and source != target and statement.kind in law.kinds:
            found.setdefault((source, target), []).append(statement)
    return found


def _problems(case: Case, law: Acyclic, parts: Iterable[str]) -> Iterator[Problem]:
    yield from case.unmatched(law, f"acyclic.{law.id}", law.within)
    if len(set(parts)) < 2 and not law.optional:
        sentence = f"acyclic.{law.id} compares fewer than two parts: too few modules have a value on '{law.over}'"
        yield case.problem(law.position, sentence)


def _advice(arc: Arc, edges: int) -> str:
    """What to do about an edge; edges: how many have to go until the circle is open."""
    cut = f"cut the edge from {arc[0]} to {arc[1]}"
    if edges == 1:
        return f"{cut}: it is the cheapest way to open the circle"
    return f"{cut}: {edges} edges have to go before the circle is open, and it is one of them"


def _finding(case: Case, law: Acyclic, circle: "Cycle", arc: Arc, statement: Import) -> Finding:
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.CYCLE,
        severity=law.severity,
        law_line=law.position.line,
        message=f"{arc[0]} imports {arc[1]} ({statement.imported}) and so closes a circle of "
        f"{enumerated(circle.parts)}",
        because=law.because,
        fix=law.fix or _advice(arc, len(circle.cut)),
        **of_import(case, statement, circle=list(circle.parts[:MOST_PARTS]), arc=list(arc)),
    )
