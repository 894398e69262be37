"""Comments about the layer of a file, compared with the layer in which it lies: the `headers` section."""

import re
from collections.abc import Iterator, Mapping

from import_conformance.model.base.facts import Header
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Headers, Problem
from import_conformance.rules.shared.base import Case, Judgement, Side

RULE = "headers"
# The first word, without punctuation around it: `L5`, (L5), L5: Engines, L5 (Engines).
_WORD = re.compile(r"[\w.+-]*[\w+]")


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each law.

    The path decides the layer of a file; a comment that contradicts it is a finding.
    """
    for law in case.topology.of(Headers):
        scope = case.within(law.within)
        modules = sorted(m for m in scope if m in case.codebase.facts and m in case.codebase.places)
        claims = {module: claim(case, law, module) for module in modules}
        findings = [finding for module in modules if (finding := _judged(case, law, module, claims[module]))]
        yield Judgement.of(law, RULE, map(case.subject, modules), findings, _problems(case, law, claims))


def claim(case: Case, law: Headers, module: str) -> Header | None:
    """Return the comment of a module that the law reads."""
    source, key = case.codebase.facts[module].source, _normalised(law.key)
    return next((header for header in source.headers if _normalised(header.key) == key), None) if source else None


def _normalised(key: str) -> str:
    """Return a key with case and whitespace normalised."""
    return " ".join(key.split()).casefold()


def _problems(case: Case, law: Headers, claims: Mapping[str, Header | None]) -> Iterator[Problem]:
    yield from case.unmatched(law, f"headers.{law.id}", law.within)
    if law.optional or not case.within(law.within):
        return
    if not claims:
        yield case.problem(law.position, f"headers.{law.id} binds no module: no file of its scope is in a layer")
    elif not law.required and not any(claims.values()):
        sentence = f"headers.{law.id} finds no '# {law.key}: ...' in any file of its scope"
        yield case.problem(law.position, sentence)


def _judged(case: Case, law: Headers, module: str, header: Header | None) -> Finding | None:
    layer = case.codebase.places[module].layer
    if header is None and not law.required:
        return None
    word = _WORD.search(header.value) if header else None
    claimed = word[0] if word else ""
    if claimed == layer:
        return None
    what = f"says '{f'# {law.key}: {claimed}'.rstrip()}'" if header else f"has no '# {law.key}: ...'"
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
        **case.location(module),
    )


def sides(case: Case, law: Headers) -> Iterator[Side]:
    """Yield the files whose comments are read."""
    placed = (m for m in case.within(law.within) if m in case.codebase.facts and m in case.codebase.places)
    yield f"must lie in the layer that `# {law.key}:` claims", frozenset(placed)
