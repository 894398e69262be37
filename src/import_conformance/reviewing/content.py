"""Make the review from topology, code base and verdict: a pure function with the same order for the same input."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.by_key import by_key
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding, Kind
from import_conformance.model.locate import shown
from import_conformance.model.topology import Ban, Law, Severity, Topology, Waiver
from import_conformance.model.verdict import Verdict
from import_conformance.reviewing.categories import CATEGORIES, category_of, is_mechanical, laws_by_id
from import_conformance.reviewing.domain_index import DomainIndex
from import_conformance.reviewing.shared import shared_domains
from import_conformance.reviewing.values import (
    Action,
    Advice,
    BrokenLaw,
    CodePattern,
    DuplicateOrigin,
    FixAsCode,
    Gap,
    GapGroup,
    Review,
    Tally,
    Waived,
)


def review(topology: Topology, codebase: Codebase, verdict: Verdict, work: WorkPlan) -> Review:
    """Review a code base, which must have the facts of `Wanted(headers=True, outline=True)`."""
    index = DomainIndex.of(topology, codebase)
    groups = tuple(_groups(index, verdict.findings))
    return Review(
        name=topology.name,
        topology=topology.path.replace("\\", "/").rpartition("/")[2],
        outcome=verdict.outcome,
        laws=len(verdict.laws),
        total=Tally.of(verdict.findings),
        stale=sum(entry.fixed for entry in verdict.stale),
        waived=tuple(_waived(*pair) for pair in verdict.waived),
        ledger=verdict.ledger,
        shared=shared_domains(index, verdict),
        groups=groups,
        advice=tuple(_advice(index, verdict.findings, groups)),
        plan=work,
    )


def _waived(waiver: Waiver, found: Finding) -> Waived:
    return Waived(
        shown(found.path, found.root), found.line, found.law, found.message, waiver.reason, waiver.owner, waiver.until
    )


def _groups(index: DomainIndex, findings: Sequence[Finding]) -> Iterator[GapGroup]:
    """Yield the categories that have findings, in the order of `CATEGORIES`."""
    by_category = by_key((category_of(finding).key, finding) for finding in findings)
    for category in CATEGORIES:
        members = by_category.get(category.key, [])
        if members:
            laws = _broken_laws(index.topology, members)
            order = {broken.law: number for number, broken in enumerate(laws)}
            gaps = sorted(_gaps(index, members), key=lambda gap: (order[gap.law], *gap.order))
            yield GapGroup(category.key, category.title, Tally.of(members), laws, tuple(gaps))


def _by_law(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    return by_key((finding.law, finding) for finding in findings)


def _broken_laws(topology: Topology, findings: Iterable[Finding]) -> tuple[BrokenLaw, ...]:
    """Return the broken laws, the worst first, of equals the one with fewest findings: it would be overlooked."""
    laws = laws_by_id(topology)
    broken = [_broken_law(laws.get(law), law, members) for law, members in _by_law(findings).items()]
    return tuple(sorted(broken, key=lambda each: (each.severity.rank, each.findings, each.law)))


def _broken_law(law: Law | None, name: str, members: Sequence[Finding]) -> BrokenLaw:
    worst = min((finding.severity for finding in members), key=lambda severity: severity.rank)
    reasons = Counter(finding.because for finding in members)
    return BrokenLaw(
        law=name,
        line=law.position.line if law else min(finding.law_line for finding in members),
        severity=worst,
        findings=len(members),
        files=len(set(map(_path_of, members))),
        because=min(reasons, key=lambda reason: (-reasons[reason], reason)),
        fix=common_fix(law, members),
        change=change(law, members) if isinstance(law, Ban) else None,
        teams=tuple(sorted({finding.owner for finding in members} - {""})),
    )


def common_fix(law: Law | None, members: Sequence[Finding]) -> str:
    """Return the fix for all findings of one law: that of the law, one that all share, or that of their category."""
    if law and law.fix:
        return law.fix
    category, fixes = category_of(members[0]), {finding.fix for finding in members}
    if len(fixes) > 1:
        return category.action
    return f"{category.action}: {min(fixes)}" if members[0].rule == "layers" else min(fixes)


def change(law: Ban, members: Sequence[Finding]) -> FixAsCode | None:
    """Return the fix as code for a ban that states what to use, of the call that is made most often."""
    calls = Counter(str(finding.details["call"]) for finding in members if finding.details.get("called"))
    if not law.use or not calls:
        return None
    call = min(calls, key=lambda name: (-calls[name], name))
    return FixAsCode(snippet(call), snippet(law.use))


def snippet(name: str) -> str:
    """Return code that imports and calls a qualified name; a class is imported from its module."""
    home, _, last = name.rpartition(".")
    outer, _, owner = home.rpartition(".")
    if not home:
        return f"value = {last}()"
    if not outer:
        return f"import {home}\nvalue = {home}.{last}()"
    if owner[:1].isupper() or owner == outer.rpartition(".")[2]:
        return f"from {outer} import {owner}\nvalue = {owner}.{last}()"
    return f"from {home} import {last}\nvalue = {last}()"


def _gaps(index: DomainIndex, findings: Iterable[Finding]) -> Iterator[Gap]:
    """Yield a gap for each law and file, and for each copy among duplicates."""
    importers: dict[str, set[str]] = {}
    for edge in index.codebase.imports:
        importers.setdefault(edge.imported, set()).add(edge.importer)
    laws = laws_by_id(index.topology)
    grouped: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        original = finding.identity if finding.kind is Kind.DUPLICATE else ""
        grouped.setdefault((finding.law, _path_of(finding), original), []).append(finding)
    for (law, _, _), members in grouped.items():
        yield _gap(index, laws.get(law), members, importers)


def _gap(index: DomainIndex, law: Law | None, members: Sequence[Finding], importers: Mapping[str, set[str]]) -> Gap:
    first = members[0]
    shapes = Counter(category_of(finding).shape(finding, law) for finding in members)
    patterns = [CodePattern(text, count, is_code) for (text, is_code), count in shapes.items()]
    return Gap(
        path=_path_of(first),
        home=" ".join(reversed(list(first.axes.values()))),
        file=index.short(first.path, first.subject),
        layer=first.layer,
        law=first.law,
        severity=first.severity,
        count=len(members),
        new=Tally.of(members).new,
        lines=tuple(sorted({finding.line for finding in members})),
        patterns=tuple(sorted(patterns, key=lambda pattern: (-pattern.count, pattern.text))),
        copy=_copy(first, len(importers.get(first.module, ()))) if first.kind is Kind.DUPLICATE else None,
    )


def _path_of(finding: Finding) -> str:
    """Return the path of a finding, with its source root where another root may hold the same path."""
    return shown(finding.path, finding.root) if finding.kind is Kind.SHADOWED else finding.path


def _copy(finding: Finding, imported_by: int) -> DuplicateOrigin:
    differs, similarity = finding.details.get("differs"), finding.details.get("similarity")
    return DuplicateOrigin(
        str(finding.details.get("owner", finding.identity)),
        similarity if isinstance(similarity, float) else 1.0,
        tuple(map(str, differs)) if isinstance(differs, list | tuple) else (),
        imported_by,
    )


def _advice(index: DomainIndex, findings: Iterable[Finding], groups: Iterable[GapGroup]) -> Iterator[Advice]:
    """Yield the domains in the order of the topology, then undeclared ones, then what lies outside all domains."""
    by_domain = by_key((finding.subject, finding) for finding in findings)
    declared = [value for axis in index.topology.axes[:1] for value in axis.values]
    order = [*declared, *sorted(by_domain.keys() - {*declared, ""}), ""]
    fixes = {(group.key, breach.law): breach.fix for group in groups for breach in group.laws}
    for domain in order:
        if domain in by_domain:
            actions = _actions(index.topology, by_domain[domain], fixes)
            yield Advice(domain, index.folders.get(domain, ""), tuple(actions))


def _actions(topology: Topology, findings: Iterable[Finding], fixes: Mapping[tuple[str, str], str]) -> list[Action]:
    laws = laws_by_id(topology)
    actions = []
    for law, members in _by_law(findings).items():
        severity = members[0].severity
        actions.append(
            Action(
                priority=priority(severity, is_mechanical=is_mechanical(laws.get(law))),
                action=fixes[category_of(members[0]).key, law],
                law=law,
                severity=severity,
                findings=len(members),
                files=tuple(sorted(set(map(_path_of, members)))),
            )
        )
    return sorted(actions, key=lambda action: (action.priority, action.severity.rank, -action.findings, action.law))


def priority(severity: Severity, *, is_mechanical: bool) -> str:
    """Return P0 for critical, P1 for high and for medium with one substitution as fix, P2 for all else."""
    if severity is Severity.CRITICAL:
        return "P0"
    return "P1" if severity is Severity.HIGH or (severity is Severity.MEDIUM and is_mechanical) else "P2"
