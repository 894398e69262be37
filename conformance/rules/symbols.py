"""Symbols with one home: names that only their owner may define (`own ... symbols`)."""

from collections.abc import Iterator

from conformance.model.facts import Definition
from conformance.model.finding import Finding, Kind, Related
from conformance.model.topology import Own, Problem
from conformance.rules.base import Case, Judgement, enumerated

RULE = "symbols"


def judge(case: Case) -> Iterator[Judgement]:
    """One judgement for each law of the `own` section that names symbols."""
    for law in case.topology.own:
        if law.symbols:
            owners = case.select(law.owner) if law.owner else frozenset()
            scope = case.select.any_of(law.among) if law.among else case.codebase.modules
            modules = sorted(module for module in scope - owners if module in case.codebase.facts)
            findings = [
                _finding(case, law, module, definition, owners)
                for module in modules
                for definition in _definitions(case, module)
                if definition.name.rpartition(".")[2] in law.symbols
            ]
            yield Judgement.of(law, RULE, map(case.subject, modules), findings, _problems(case, law, owners))


def _definitions(case: Case, module: str) -> tuple[Definition, ...]:
    source = case.codebase.facts[module].source if module in case.codebase.facts else None
    return source.definitions if source else ()


def _problems(case: Case, law: Own, owners: frozenset[str]) -> Iterator[Problem]:
    if law.optional:
        return
    for selector in (*law.among, *filter(None, [law.owner])):
        if not case.select(selector):
            yield case.problem(selector.position, f"'{selector.text}' in own.{law.id} names no module of the code base")
    defined = {definition.name for module in owners for definition in _definitions(case, module)}
    if owners and not defined & set(law.symbols):
        names = enumerated(law.symbols)
        yield case.problem(law.position, f"own.{law.id}: the owner defines none of {names}, so there is nothing to own")


def _finding(case: Case, law: Own, module: str, definition: Definition, owners: frozenset[str]) -> Finding:
    home = min((owner for owner in owners if owner in case.codebase.paths), default="")
    path = case.codebase.paths.get(home, "")
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.SYMBOL,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[module],
        line=definition.line,
        column=1,
        identity=definition.name,
        message=f"{case.who(module)} defines {definition.name}, which {home} owns",
        because=law.because,
        fix=law.fix or f"delete it and import it from {home}",
        related=(Related(path, 1, home, "the owner"),) if path else (),
        details={"symbol": definition.name, "owner": path},
        **case.standing(module),  # type: ignore[arg-type]  # keywords of known names and types
    )
