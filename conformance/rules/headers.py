"""What files claim about their layer, against where they lie: the `headers` section."""

from collections.abc import Iterator

from conformance.model.facts import Header
from conformance.model.finding import Finding, Kind
from conformance.model.topology import Headers
from conformance.rules.base import Case, Judgement

RULE = "headers"


def judge(case: Case) -> Iterator[Judgement]:
    """One judgement for each law. The place of a file is its path; a header that says otherwise is the finding."""
    for law in case.topology.headers:
        scope = case.select.any_of(law.within) if law.within else case.codebase.modules
        modules = sorted(m for m in scope if m in case.codebase.facts and m in case.codebase.places)
        claims = {module: claim(case, law, module) for module in modules}
        findings = [finding for module in modules if (finding := _judged(case, law, module, claims[module]))]
        problems = [
            case.problem(selector.position, f"'{selector.text}' in headers.{law.id} names no module of the code base")
            for selector in law.within
            if not law.optional and not case.select(selector)
        ]
        if not law.optional and not any(claims.values()):
            sentence = f"headers.{law.id} finds no '# {law.key}: ...' in any file of its scope"
            problems.append(case.problem(law.position, sentence))
        yield Judgement.of(law, RULE, map(case.subject, modules), findings, problems)


def claim(case: Case, law: Headers, module: str) -> Header | None:
    """The header of a module that the law reads."""
    source = case.codebase.facts[module].source
    return next((header for header in source.headers if header.key == law.key), None) if source else None


def _judged(case: Case, law: Headers, module: str, header: Header | None) -> Finding | None:
    layer = case.codebase.places[module].layer
    if header is None and not law.required:
        return None
    claimed = header.value.split()[0].rstrip(",;:.") if header and header.value.split() else ""
    if header and claimed == layer:
        return None
    what = f"says '# {law.key}: {claimed}'" if header else f"has no '# {law.key}: ...'"
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.HEADER,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[module],
        line=header.line if header else 1,
        column=1,
        identity=claimed,
        message=f"this file {what} and lies in {layer}",
        because=law.because or "a reader believes the header, the tools believe the path",
        fix=law.fix or f"correct the header to {layer}, or move the file",
        details={"claimed": claimed},
        **case.standing(module),  # type: ignore[arg-type]  # keywords of known names and types
    )
