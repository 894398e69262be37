"""The foreman: read, judge, set aside what is known, hand over a verdict."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from import_conformance.judging.consistency import contradictions
from import_conformance.judging.vacuity import vacuous
from import_conformance.model.codebase import Codebase
from import_conformance.model.debt.ratchet import set_aside
from import_conformance.model.debt.waiving import Waived
from import_conformance.model.debt.waiving import apply as apply_waivers
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Problem, Topology, TopologyError
from import_conformance.model.verdict import KnownFinding, LawReport, Verdict
from import_conformance.reading import day
from import_conformance.reading.baseline_file import read_baseline
from import_conformance.reading.topology.load import load_topology
from import_conformance.reading.tree.links import leading_out
from import_conformance.reading.tree.repository import is_within, repository_of
from import_conformance.rules import RULES
from import_conformance.rules.shared.base import Case, Judgement
from import_conformance.rules.shared.rooting import rooted_findings

# A day on which every waiver still holds.
BEFORE_ALL_DAYS = "0000-00-00"


def open_topology(path: Path, source_root: Path | None = None) -> tuple[Topology, Path]:
    """A topology and the directory that its source roots are relative to.

    source_root: a directory that stands in for all roots of the topology.

    Raises:
        TopologyError: when the file is no topology, or its laws contradict each other.
    """
    topology = load_topology(path, lambda root: source_root or _home(path.parent, root))
    return rooted(consistent(topology), path.parent, source_root)


def _home(base: Path, root: str) -> Path | None:
    """The directory of a source root that the topology names; None for one that leads out of the repository."""
    return base / root if is_within(os.fspath(base / root), repository_of(base)) else None


def rooted(topology: Topology, base: Path, source_root: Path | None) -> tuple[Topology, Path]:
    """A topology about the code that lies where it says, or in a directory that stands in for all its roots.

    base: what the topology's own roots are relative to; comes back as what its roots are relative to now.
    """
    if source_root is None:
        return topology, base
    source = replace(topology.source, roots=(source_root.name or ".",), is_given=True)
    return replace(topology, source=source), source_root.parent


def consistent(topology: Topology) -> Topology:
    """The topology itself.

    Raises:
        TopologyError: when its laws contradict each other.
    """
    problems = tuple(contradictions(topology))
    if problems:
        raise TopologyError(problems)
    return topology


def baseline_path(topology: Topology, given: Path | None = None) -> Path | None:
    """Where the known findings are kept: the file that was given, or else the topology's."""
    if given:
        return given
    return Path(topology.path).parent / topology.source.baseline if topology.source.baseline else None


def known_of(topology: Topology, given: Path | None = None) -> tuple[KnownFinding, ...]:
    """The known findings; none of a baseline that leads out of the repository, unless it is the file that was given.

    Raises:
        TopologyError: when the file is no baseline.
    """
    path = baseline_path(topology, given)
    if path is None or (given is None and leading_out(path, Path(topology.path).parent)):
        return ()
    return read_baseline(path)


def judge(topology: Topology, codebase: Codebase, tell: ProgressCallback = silent) -> tuple[Judgement, ...]:
    """Apply every law. tell: is told how many rules are through.

    Raises:
        TopologyError: when a law, layer, pattern or value matches nothing, or a rule from outside cannot be used.
    """
    judgements, problems = applied(topology, codebase, tell)
    _refuse(problems)
    return judgements


def applied(
    topology: Topology, codebase: Codebase, tell: ProgressCallback = silent
) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
    """What every law finds, and what is wrong with the laws, in the order of the file."""
    case = Case(topology, codebase)
    judgements: list[Judgement] = []
    for done, rule in enumerate(RULES):
        tell("judging", done, len(RULES))
        judgements += rule(case)
    judgements += _by_rules_from_outside(case)
    problems = (*vacuous(case), *(problem for judgement in judgements for problem in judgement.problems))
    # What matches nothing may match what was not read.
    held = () if any(each.is_code for each in codebase.unread) else problems
    return tuple(rooted_findings(judgements, codebase)), _ordered(held)


def _by_rules_from_outside(case: Case) -> Iterator[Judgement]:
    """The judgements of laws whose rules are not ours, which are not looked for where no law asks."""
    if case.topology.custom:
        from import_conformance.reading.plugins.outside_rules import rules_of
        from import_conformance.rules import custom

        yield from custom.judge(case, rules_of(case.topology))


def compared(
    topology: Topology, codebase: Codebase, known: Iterable[KnownFinding]
) -> tuple[Verdict, tuple[Problem, ...]]:
    """The verdict of a law on a code base of another day, and what would make it refuse the law.

    A law may match nothing in code that it was not written for, and a waiver may have run out, or not be needed, on any
    other day; so neither is an error here, and a waiver holds whatever the day.
    """
    judgements, problems = applied(topology, codebase)
    left, waived, _ = without_waived(topology, judgements, BEFORE_ALL_DAYS)
    return _verdict(topology, codebase, judgements, (left, waived), known), problems


def conclude(
    topology: Topology,
    codebase: Codebase,
    judgements: Iterable[Judgement],
    known: Iterable[KnownFinding],
    *,
    today: str | None = None,
) -> Verdict:
    """Take out what is waived, set the known findings aside, and count.

    today: the day (ISO 8601) that waivers are checked against; by default the one on which the process asked first.

    Raises:
        TopologyError: when a waiver has run out, or is not needed any more.
    """
    held = tuple(judgements)
    left, waived, problems = without_waived(topology, held, today)
    _refuse(() if any(each.is_code for each in codebase.unread) else problems)
    return _verdict(topology, codebase, held, (left, waived), known)


def _verdict(
    topology: Topology,
    codebase: Codebase,
    judgements: Iterable[Judgement],
    found: tuple[tuple[Finding, ...], Waived],
    known: Iterable[KnownFinding],
) -> Verdict:
    """Set the known findings aside, and count; found: the findings that stand, and those that are waived."""
    findings, stale = set_aside(found[0], known)
    reports = tuple(_report(judgement, findings) for judgement in judgements)
    made = Verdict(topology, codebase.files, reports, findings, stale, found[1])
    return replace(made, beside=codebase.beside, unread=codebase.unread)


def without_waived(
    topology: Topology, judgements: Iterable[Judgement], today: str | None = None
) -> tuple[tuple[Finding, ...], Waived, tuple[Problem, ...]]:
    """All findings, worst first, apart from those that are waived, which come second; what is wrong with the waivers.

    today: as for `conclude`.
    """
    everything = sorted((finding for judgement in judgements for finding in judgement.findings), key=lambda f: f.order)
    return apply_waivers(topology, everything, today or day.today())


def _refuse(problems: Iterable[Problem]) -> None:
    """Stop where the law itself is at fault; each problem is told once."""
    ordered = _ordered(problems)
    if ordered:
        raise TopologyError(ordered)


def _ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    key = sorted(set(problems), key=lambda problem: (problem.position.line, problem.position.column, str(problem)))
    return tuple(key)


def _report(judgement: Judgement, findings: tuple[Finding, ...]) -> LawReport:
    mine = [finding for finding in findings if finding.law == judgement.id and finding.rule == judgement.rule]
    known = sum(finding.state is State.KNOWN for finding in mine)
    return LawReport(
        judgement.id,
        judgement.rule,
        judgement.severity,
        judgement.position.line,
        judgement.subjects,
        len(mine) - known,
        known,
        next((finding.message for finding in mine if finding.kind is Kind.AT_FAULT), ""),
    )
