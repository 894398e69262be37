"""One law explained: its statement, the modules it binds, and the state of the code."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from import_conformance.explaining.scopes import scopes
from import_conformance.model.answers.explanation import LawAnswer, SubjectState
from import_conformance.model.finding import Finding, State
from import_conformance.model.laws.kinds import kind_of
from import_conformance.model.topology import Allow, Law, Require, Topology
from import_conformance.rules import layers, require
from import_conformance.rules.shared.base import Case, Judgement


def ids(case: Case, judgements: Iterable[Judgement]) -> list[str]:
    """Return every name by which a law can be asked for: those of findings, and those of the lines of `allow`."""
    lines = (line.id for line in case.topology.of(Allow))
    return list(dict.fromkeys([*(judgement.id for judgement in judgements), *lines]))


def explain_law(
    case: Case, law_id: str, judgements: Sequence[Judgement], findings: Sequence[Finding]
) -> list[LawAnswer]:
    """Return the laws of an id: a line of `allow` and the pair of layers that it connects may have the same one."""
    judged = [judgement for judgement in judgements if judgement.id == law_id]
    written = {law.id: law for law in case.topology.written_laws()}
    teams = {law.id: law.owner_team for law in case.topology.laws}
    lines = [law for law in case.topology.of(Allow) if law.id == law_id]
    return [
        *(_of_line(case, line, findings, "" if judged else layers.RULE) for line in lines),
        *(
            replace(
                _of_judgement(case, judgement, written.get(law_id), findings),
                owner="" if judgement.rule == layers.RULE else teams.get(law_id, ""),
            )
            for judgement in judged
            if judgement.subjects or judgement.rule != layers.RULE
        ),
    ]


def law_sentence(law: Law, topology: Topology) -> str:
    """Return a law as one sentence, made from its entry in the topology."""
    return kind_of(law).sentence(law, topology.axis_names)


def _of_line(case: Case, line: Allow, findings: Sequence[Finding], page: str) -> LawAnswer:
    """Return a line of `allow` explained: what it allows, and the findings that it comes nearest to allowing."""
    near = tuple(f for f in findings if f.rule == layers.RULE and f.law_line == line.position.line)
    used = imports_by_allow_line(case)[line.id]
    notes = ("1 import of today relies on it" if used == 1 else f"{used} imports of today rely on it",)
    subjects = sorted({case.subject(module) for module in case.select.any_of(line.sources)} - {""})
    return LawAnswer(
        line.id,
        page,
        law_sentence(line, case.topology),
        line.position.line,
        line.severity,
        line.because,
        line.fix,
        tuple(subjects),
        (),
        near,
        notes,
        line.owner_team,
    )


def _of_judgement(case: Case, judgement: Judgement, law: Law | None, findings: Sequence[Finding]) -> LawAnswer:
    own_findings = tuple(f for f in findings if f.law == judgement.id and f.rule == judgement.rule)
    is_pair = judgement.rule == layers.RULE
    first = own_findings[0] if own_findings else None
    return LawAnswer(
        judgement.id,
        (kind_of(law).page(law) if law else "") or judgement.rule,
        _pair_sentence(judgement.id) if is_pair else law_sentence(law, case.topology) if law else "",
        judgement.position.line,
        judgement.severity,
        law.because if law and not is_pair else first.because if first and not is_pair else "",
        law.fix if law and not is_pair else "",
        tuple(subject for subject in judgement.subjects if subject),
        tuple(_states(case, law)) if isinstance(law, Require) else (),
        tuple(sorted(own_findings, key=lambda f: (f.state is State.KNOWN, f.order))),
        tuple(_pair_notes(case, judgement.id)) if is_pair else tuple(_touched(case, law)),
    )


def _pair_sentence(law_id: str) -> str:
    source, _, target = law_id.partition("-to-")
    return f"{source} may import {target} only as the lines of `allow` say"


def _pair_notes(case: Case, law_id: str) -> Iterator[str]:
    """Yield the lines of `allow` that name both layers of a pair, by whatever of their modules."""
    source, _, target = law_id.partition("-to-")
    places = case.codebase.places
    bits = [
        (
            any(places[m].layer == source for m in case.select.any_of(line.sources) if m in places),
            any(places[m].layer == target for m in case.select.any_of(line.targets) if m in places),
            line,
        )
        for line in case.topology.of(Allow)
    ]
    about = [line for one, other, line in bits if one and other]
    for line in about:
        yield f"{case.topology.path}:{line.position.line}: {law_sentence(line, case.topology)}"
    if not about:
        yield f"no line lets {source} import {target}"


def _touched(case: Case, law: Law | None) -> Iterator[str]:
    for scope in scopes(case):
        if scope.law is law:
            files = sum(module in case.codebase.paths for module in scope.modules)
            yield f"{files} file{'' if files == 1 else 's'}: {scope.says}"


def _states(case: Case, law: Require) -> Iterator[SubjectState]:
    targets = case.select.any_of(law.targets)
    for subject, modules in require.subjects_of(case, law).items():
        given = require.answer(case, law, modules, targets)
        yield SubjectState(subject, given.state.replace("_", " "), given.witness, given.meets(law))


def imports_by_allow_line(case: Case) -> dict[str, int]:
    """Return how many imports each line of `allow` permits, by the line's id; a banned import relies on no line."""
    found = {line.id: 0 for line in case.topology.of(Allow)}
    for edge in case.codebase.imports:
        if not case.permission.ban(edge.importer, edge.imported, edge.kind):
            for line in case.permission.allowing(edge.importer, edge.imported):
                found[line.id] += edge.kind in line.kinds
    return found
