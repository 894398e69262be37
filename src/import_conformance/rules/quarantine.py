"""Modules that are set aside: no module outside may import them, and their number may only fall."""

from collections.abc import Iterator

from import_conformance.model.codebase import Import
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Problem, Quarantine
from import_conformance.rules.shared.base import Case, Judgement, Side
from import_conformance.rules.shared.imports import import_keywords

RULE = "quarantine"


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each quarantine; imports of any kind from outside are findings."""
    for law in case.topology.of(Quarantine):
        inside = case.select.any_of(law.modules)
        findings = [
            _finding(case, law, statement)
            for statement in case.codebase.imports
            if statement.imported in inside and statement.importer not in inside
        ]
        yield Judgement.of(law, RULE, ("",), findings, _problems(case, law, inside))


def _problems(case: Case, law: Quarantine, inside: frozenset[str]) -> Iterator[Problem]:
    for selector in law.modules:
        if not law.optional and not case.select(selector):
            sentence = (
                f"'{selector.text}' in quarantine.{law.id} names no module: what was set aside is gone, take it out"
            )
            yield case.problem(selector.position, sentence)
    files = sum(module in case.codebase.paths for module in inside)
    if law.at_most is not None and files > law.at_most:
        yield case.problem(
            law.position, f"quarantine.{law.id} may hold {law.at_most} modules and holds {files}; it may only shrink"
        )


def _finding(case: Case, law: Quarantine, statement: Import) -> Finding:
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.DIVERGENCE,
        severity=law.severity,
        law_line=law.position.line,
        message=f"{case.who(statement.importer)} imports {statement.imported}, which {law.id} has set aside",
        because=law.because,
        fix=law.fix or "do without it; what is set aside is on its way out",
        **import_keywords(case, statement),
    )


def sides(case: Case, law: Quarantine) -> Iterator[Side]:
    """Yield the modules that are set aside."""
    yield "is set aside: no module outside may import it", case.select.any_of(law.modules)
