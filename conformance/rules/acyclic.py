"""Circles of imports between parts of the code base: the `acyclic` section, with the statements to cut."""

from collections.abc import Iterator

from conformance.model.codebase import Import
from conformance.model.finding import Finding, Kind, Related
from conformance.model.topology import Acyclic
from conformance.rules.base import Case, Judgement, enumerated

RULE = "acyclic"

Arc = tuple[str, str]


def judge(case: Case) -> Iterator[Judgement]:
    """One judgement for each law; a finding is a statement whose removal, with its fellows, opens every circle."""
    for law in case.topology.acyclic:
        from conformance.model.cutting import circles

        parts = part_of(case, law)
        statements = between(case, law, parts)
        findings = [
            _finding(case, law, circle.parts, arc, statement)
            for circle in circles({arc: len(found) for arc, found in statements.items()})
            for arc in circle.cut
            for statement in statements[arc]
        ]
        problems = []
        if len(set(parts.values())) < 2 and not law.optional:
            sentence = f"acyclic.{law.id} compares fewer than two parts: too few modules have a value on '{law.over}'"
            problems.append(case.problem(law.position, sentence))
        yield Judgement.of(law, RULE, ("",), findings, problems)


def part_of(case: Case, law: Acyclic) -> dict[str, str]:
    """The part that each module belongs to, for the modules that have one: its layer, its value on an axis, its package."""
    scope = case.select.any_of(law.within) if law.within else case.codebase.modules
    packages = {module.rpartition(".")[0] for module in case.codebase.modules}
    parts: dict[str, str] = {}
    for module in sorted(scope):
        at = case.codebase.places.get(module)
        if law.over == "package":
            parts[module] = module if module in packages else module.rpartition(".")[0]
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


def _finding(case: Case, law: Acyclic, circle: tuple[str, ...], arc: Arc, statement: Import) -> Finding:
    path = case.codebase.paths.get(statement.imported, "")
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.CYCLE,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[statement.importer],
        line=statement.line,
        column=statement.column,
        identity=statement.imported,
        message=f"{arc[0]} imports {arc[1]} ({statement.imported}) and so closes a circle of {enumerated(circle)}",
        because=law.because,
        fix=law.fix or f"cut the edge from {arc[0]} to {arc[1]}: it is the cheapest way to open the circle",
        related=(Related(path, 1, statement.imported, "the imported module"),) if path else (),
        details={"imported": statement.imported, "circle": list(circle), "arc": list(arc)},
        **case.standing(statement.importer),  # type: ignore[arg-type]  # keywords of known names and types
    )
