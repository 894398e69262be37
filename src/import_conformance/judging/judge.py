"""Apply the laws of a topology to a code base, set the known findings aside, and conclude the verdict."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from import_conformance.judging.consistency import contradictions
from import_conformance.judging.faults import with_unmatched
from import_conformance.judging.vacuity import vacuous
from import_conformance.model.codebase import Codebase
from import_conformance.model.debt.ratchet import set_aside
from import_conformance.model.debt.waiving import Waived
from import_conformance.model.debt.waiving import apply as apply_waivers
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.laws.custom import Custom
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.model.topology import Problem, Topology, TopologyError
from import_conformance.model.verdict import KnownFinding, LawReport, Verdict
from import_conformance.reading import day
from import_conformance.reading.baseline_file import read_baseline
from import_conformance.reading.topology.load import load_topology
from import_conformance.reading.tree.links import leading_out
from import_conformance.rules import RULES
from import_conformance.rules.shared.base import Case, Judgement
from import_conformance.rules.shared.rooting import rooted_findings

# A date on which every waiver is still valid.
BEFORE_ALL_DATES = "0000-00-00"


def open_topology(path: Path, source_root: Path | None = None) -> tuple[Topology, Path]:
    """Read a topology, and return it with its base; a `source_root` stands in for all source roots of the topology.

    Raises:
        TopologyError: when the file is not a valid topology, or its laws contradict each other.
    """
    return rooted(consistent(load_topology(path)), path.parent, source_root)


def rooted(topology: Topology, base: Path, source_root: Path | None) -> tuple[Topology, Path]:
    """Let a directory stand in for all source roots of a topology, and return both the topology and its base."""
    if source_root is None:
        return topology, base
    source = replace(topology.source, roots=(source_root.name or ".",), is_given=True)
    return replace(topology, source=source), source_root.parent


def consistent(topology: Topology) -> Topology:
    """Check a topology for laws that contradict each other, and return it.

    Raises:
        TopologyError: when its laws contradict each other.
    """
    problems = tuple(contradictions(topology))
    if problems:
        raise TopologyError(problems)
    return topology


def baseline_path(topology: Topology, given: Path | None = None) -> Path | None:
    """Return the file of the known findings: the one that was given, or else the topology's; None without either."""
    if given:
        return given
    return Path(topology.path).parent / topology.source.baseline if topology.source.baseline else None


def known_of(topology: Topology, given: Path | None = None) -> tuple[KnownFinding, ...]:
    """Read the known findings; a `given` file stands in for the topology's own baseline.

    Only a given file may lie outside of the repository.

    Raises:
        TopologyError: when the file is not a valid baseline.
    """
    path = baseline_path(topology, given)
    if path is None or (given is None and leading_out(path, Path(topology.path).parent)):
        return ()
    return read_baseline(path)


def applied(
    topology: Topology, codebase: Codebase, report_progress: ProgressCallback = silent
) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
    """Apply every law; return what each finds, and what is wrong with the laws, in the order of the file."""
    case = Case(topology, codebase)
    judgements: list[Judgement] = []
    for done, rule in enumerate(RULES):
        report_progress("judging", done, len(RULES))
        judgements += rule(case)
    judgements += _by_rules_from_outside(case)
    problems = (*vacuous(case), *(problem for judgement in judgements for problem in judgement.problems))
    # A law that matches nothing may match what was not read, or what is missing as a whole.
    certain = () if any(each.is_code for each in codebase.unread) else codebase.missing or problems
    return tuple(rooted_findings(judgements, codebase)), _ordered(certain)


def _by_rules_from_outside(case: Case) -> Iterator[Judgement]:
    """Apply the laws whose rules come from other packages; these are imported only where there is such a law."""
    if case.topology.of(Custom):
        from import_conformance.reading.plugins.outside_rules import rules_of
        from import_conformance.rules import custom

        yield from custom.judge(case, rules_of(case.topology))


def compared(
    topology: Topology, codebase: Codebase, known: Iterable[KnownFinding]
) -> tuple[Verdict, tuple[Problem, ...]]:
    """Judge code by a topology that was not written for it, such as that of another revision.

    Such a law may match nothing, and a waiver may be out of date or not needed: neither is an error here, and every
    waiver is valid.

    Returns:
        The verdict, and the problems because of which the topology would be refused.
    """
    judgements, problems = applied(topology, codebase)
    left, waived, _ = without_waived(topology, judgements, BEFORE_ALL_DATES)
    return _verdict(topology, codebase, judgements, (left, waived), known), problems


def conclude(
    topology: Topology,
    codebase: Codebase,
    judgements: Iterable[Judgement],
    known: Iterable[KnownFinding],
    *,
    today: str | None = None,
) -> Verdict:
    """Remove what is waived, set the known findings aside, and count.

    Args:
        topology: The laws.
        codebase: The code.
        judgements: What each law finds.
        known: The entries of the baseline.
        today: The date (ISO 8601) that waivers are checked against; by default that of the first call in the process.

    A waiver that has run out, or is not needed any more, is a finding.
    """
    applied_laws = tuple(judgements)
    left, waived, problems = without_waived(topology, applied_laws, today)
    if problems and not any(each.is_code for each in codebase.unread):
        applied_laws = with_unmatched(topology, applied_laws, problems)
        left, waived, _ = without_waived(topology, applied_laws, today)
    return _verdict(topology, codebase, applied_laws, (left, waived), known)


def _verdict(
    topology: Topology,
    codebase: Codebase,
    judgements: Iterable[Judgement],
    found: tuple[tuple[Finding, ...], Waived],
    known: Iterable[KnownFinding],
) -> Verdict:
    """Set the known findings aside, and count."""
    findings, stale = set_aside(found[0], known)
    reports = tuple(_report(judgement, findings) for judgement in judgements)
    made = Verdict(topology, codebase.files, reports, findings, stale, found[1])
    return replace(made, beside=codebase.beside, unread=codebase.unread)


def without_waived(
    topology: Topology, judgements: Iterable[Judgement], today: str | None = None
) -> tuple[tuple[Finding, ...], Waived, tuple[Problem, ...]]:
    """Separate the waived findings from the others.

    Returns:
        The findings that are not waived, worst first; the waived ones; and what is wrong with the waivers.
    """
    everything = sorted((finding for judgement in judgements for finding in judgement.findings), key=lambda f: f.order)
    return apply_waivers(topology, everything, today or day.today())


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
