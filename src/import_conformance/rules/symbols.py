"""Symbols with one owner: names that only their owner may define (`own ... symbols`)."""

from collections.abc import Iterator

from import_conformance.model.base.facts import Definition
from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.topology import Own, Problem
from import_conformance.rules.shared.base import Case, Judgement
from import_conformance.rules.shared.origins import origins, split_at_module

RULE = "symbols"


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each law of the `own` section that names symbols."""
    for law in case.topology.of(Own):
        if law.symbols:
            owners = case.select.any_of(law.owner)
            modules = sorted(module for module in case.within(law.among) - owners if module in case.codebase.facts)
            homes = _homes(case, law, owners)
            findings = [
                _finding(case, law, module, definition, homes[definition.name])
                for module in modules
                for definition in _definitions(case, module)
                if definition.name in law.symbols and not _is_owners(case, owners, module, definition)
            ]
            yield Judgement.of(law, RULE, map(case.subject, modules), findings, _problems(case, law, owners, modules))


def _is_owners(case: Case, owners: frozenset[str], module: str, definition: Definition) -> bool:
    """Return True for a definition that is only an alias of something of the owner's."""
    names = origins(case.codebase, module, definition.origin) if definition.origin else ()
    return any(split_at_module(case.codebase, name)[0] in owners for name in names)


def _definitions(case: Case, module: str) -> tuple[Definition, ...]:
    source = case.codebase.facts[module].source if module in case.codebase.facts else None
    return source.definitions if source else ()


def _homes(case: Case, law: Own, owners: frozenset[str]) -> dict[str, Related]:
    """Return where the owner defines each symbol; its first file for a symbol that it does not define."""
    files = sorted(owner for owner in owners if owner in case.codebase.paths)
    home = next(iter(files), enumerated(selector.text for selector in law.owner))
    homes = dict.fromkeys(law.symbols, Related(case.codebase.paths.get(home, ""), 1, home, "the owner"))
    for module in reversed(files):
        for definition in _definitions(case, module):
            homes[definition.name] = Related(case.codebase.paths[module], definition.line, module, "the owner")
    return homes


def _problems(case: Case, law: Own, owners: frozenset[str], modules: list[str]) -> Iterator[Problem]:
    yield from case.unmatched(law, f"own.{law.id}", (*law.among, *law.owner))
    if law.optional:
        return
    defined = {definition.name for module in owners for definition in _definitions(case, module)}
    if owners and not defined & set(law.symbols):
        names = enumerated(law.symbols)
        yield case.problem(law.position, f"own.{law.id}: the owner defines none of {names}, so there is nothing to own")
    if not modules and case.within(law.among):
        yield case.problem(law.position, f"own.{law.id} leaves no module that could define what it owns")


def _finding(case: Case, law: Own, module: str, definition: Definition, home: Related) -> Finding:
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
        message=f"{case.who(module)} defines {definition.name}, which {home.module} owns",
        because=law.because,
        fix=law.fix or f"delete it and import it from {home.module}",
        related=(home,) if home.path else (),
        details={"symbol": definition.name, "owner": home.path},
        **case.location(module),
    )
