"""Breaches of the `forbid` section: imports, internal or external, that a named ban speaks of."""

from collections.abc import Iterator
from difflib import get_close_matches

from conformance.model.codebase import Import
from conformance.model.finding import Finding, Kind
from conformance.model.topology import Forbid, Problem
from conformance.rules.base import Case, Judgement, enumerated
from conformance.rules.imports import MANNER, of_import

RULE = "forbid"
# How alike a name must be to be the one that was meant: `sqlite` and `sqlite3` are 0.92 alike.
NEAR = 0.75


def judge(case: Case) -> Iterator[Judgement]:
    """One judgement for each ban; an import that several bans speak of is reported under the first."""
    found: dict[str, list[Finding]] = {law.id: [] for law in case.topology.forbid}
    for statement, law in case.permission.banned(case.codebase.imports):
        found[law.id].append(_finding(case, statement, law))
    sources = {law.id: case.select.any_of(law.sources) for law in case.topology.forbid}
    abroad = [law for law in case.topology.forbid if law.externals]
    for statement in case.codebase.externals:
        for law in abroad:
            if statement.importer in sources[law.id] and statement.kind in law.kinds and _claims(law, statement):
                found[law.id].append(_finding(case, statement, law))
                break
    for law in case.topology.forbid:
        subjects = {case.subject(module) for module in sources[law.id]}
        yield Judgement.of(law, RULE, subjects, found[law.id], _vacuous(case, law))


def _claims(law: Forbid, statement: Import) -> bool:
    """True when the ban speaks of the external module, or of one of the names taken from it."""
    reached = (statement.imported, *(f"{statement.imported}.{name}" for name in statement.names))
    return any(external.claims(module) for external in law.externals for module in reached)


def _vacuous(case: Case, law: Forbid) -> Iterator[Problem]:
    """The selectors of a ban that name nothing, unless the law says that this is meant."""
    yield from case.unmatched(law, f"forbid.{law.id}", (*law.sources, *law.targets))
    for external in () if law.optional else law.externals:
        if not any(_claims(Forbid("", law.position, externals=(external,)), edge) for edge in case.codebase.externals):
            yield case.problem(
                external.position,
                f"'{external.name}' in forbid.{law.id} is imported nowhere, so the ban cannot be told from a misspelt "
                f"name{_hint(case, external.name)}; correct it, or say `optional: true` with a `because`",
            )


def _hint(case: Case, name: str) -> str:
    """The imported module that was probably meant, looked for at the same depth; "" for none."""
    depth = name.count(".") + 1
    known = {".".join(edge.imported.split(".")[:depth]) for edge in case.codebase.externals}
    near = get_close_matches(name, sorted(known), cutoff=NEAR)
    return f" (did you mean '{near[0]}'?)" if near else ""


def _finding(case: Case, statement: Import, law: Forbid) -> Finding:
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.DIVERGENCE,
        severity=law.severity,
        law_line=law.position.line,
        message=f"{case.who(statement.importer)} imports {statement.imported}{MANNER[statement.kind]}; "
        f"{law.id} forbids it",
        because=law.because,
        fix=law.fix or f"do without {enumerated((*(s.text for s in law.targets), *(e.name for e in law.externals)))}",
        **of_import(case, statement),
    )
