"""Breaches of the `forbid` section: imports, internal or external, that a named ban forbids."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from import_conformance.model.base.law import EVERYTHING
from import_conformance.model.codebase import Import
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.topology import Forbid, Problem
from import_conformance.rules.shared.base import Case, Judgement, LawFault, Side
from import_conformance.rules.shared.imports import KIND_PHRASES, import_keywords
from import_conformance.rules.shared.meant import ambiguous_targets
from import_conformance.rules.shared.sides import ends

RULE = "forbid"
# How alike a name must be to be the one that was meant: `sqlite` and `sqlite3` are 0.92 alike.
NEAR = 0.75


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each ban; an import that breaks several bans is reported under the first."""
    found: dict[str, list[Finding]] = {law.id: [] for law in case.topology.of(Forbid)}
    for statement, law in case.permission.banned(case.codebase.imports):
        found[law.id].append(_finding(case, statement, law))
    sources = {law.id: case.select.any_of(law.sources) for law in case.topology.of(Forbid)}
    external_bans = _external_bans(case)
    for statement in case.codebase.externals:
        top = statement.imported.partition(".")[0]
        for law in external_bans.get(top, external_bans[EVERYTHING]):
            if statement.importer in sources[law.id] and statement.kind in law.kinds and _claims(law, statement):
                found[law.id].append(_finding(case, statement, law))
                break
    for law in case.topology.of(Forbid):
        subjects = {case.subject(module) for module in sources[law.id]}
        found[law.id] += _faults(case, law)
        yield Judgement.of(law, RULE, subjects, found[law.id], _vacuous(case, law))


def _external_bans(case: Case) -> Mapping[str, Sequence[Forbid]]:
    """Return the bans on external packages, by top-level package, in their order; `*`: those on all other packages."""
    laws = [law for law in case.topology.of(Forbid) if law.externals]
    found: dict[str, list[Forbid]] = {EVERYTHING: []}
    for law in laws:
        tops = {external.name.partition(".")[0] for external in law.externals}
        if EVERYTHING in tops:
            tops = found.keys() | tops
        for top in tops:
            found.setdefault(top, list(found[EVERYTHING])).append(law)
    return found


def _faults(case: Case, law: Forbid) -> Iterator[Finding]:
    """Yield what is wrong with a ban as it is written: an ambiguous name, or ends between which nothing is a breach."""
    yield from ambiguous_targets(case, law, RULE, f"forbid.{law.id}")
    targets = case.select.any_of(law.targets)
    parts = [case.select(selector) for selector in law.sources]
    if targets and any(parts) and not law.externals and all(part in (targets, frozenset()) for part in parts):
        sentence = f"forbid.{law.id} can never be broken: every module of `from` lies in the same part of `to`"
        fix = "name each part that may not import the others in `from` and in `to`; what is inside a part is no breach"
        yield case.fault(law, RULE, LawFault("no-breach", law.position, sentence, fix))


def _claims(law: Forbid, statement: Import) -> bool:
    """Return True when the ban names the external module, or one of the names taken from it."""
    reached = (statement.imported, *(f"{statement.imported}.{name}" for name in statement.names))
    return any(external.claims(module) for external in law.externals for module in reached)


def _vacuous(case: Case, law: Forbid) -> Iterator[Problem]:
    """Yield the selectors of a ban that name nothing, unless the law is optional."""
    yield from case.unmatched(law, f"forbid.{law.id}", (*law.sources, *law.targets))
    for external in () if law.optional else law.externals:
        if not any(_claims(Forbid("", law.position, externals=(external,)), edge) for edge in case.codebase.externals):
            yield case.problem(
                external.position,
                f"'{external.text}' in forbid.{law.id} is imported nowhere, so the ban cannot be distinguished from a "
                f"misspelt name{_hint(case, external.name)}; correct it, or say `optional: true` with a `because`",
            )


def _hint(case: Case, name: str) -> str:
    """Return the name that was probably meant: a module imported at the same depth, a layer, a value; "" for none."""
    depth = name.count(".") + 1
    known = {".".join(edge.imported.split(".")[:depth]) for edge in case.codebase.externals}
    known |= case.topology.layer_by_name.keys() | {
        value for values in case.topology.values.values() for value in values
    }
    near = get_close_matches(name, sorted(known), cutoff=NEAR)
    return f" (did you mean '{near[0]}'?)" if near else ""


def _finding(case: Case, statement: Import, law: Forbid) -> Finding:
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.DIVERGENCE,
        severity=law.severity,
        law_line=law.position.line,
        message=f"{case.who(statement.importer)} imports {statement.imported}{KIND_PHRASES[statement.kind]}; "
        f"{law.id} forbids it",
        because=law.because,
        fix=law.fix or f"do without {enumerated((*(s.text for s in law.targets), *(e.text for e in law.externals)))}",
        **import_keywords(case, statement),
    )


def sides(case: Case, law: Forbid) -> Iterator[Side]:
    """Yield what a ban says of the modules at either end."""
    yield from ends(case, law, "may not", tuple(external.text for external in law.externals))
