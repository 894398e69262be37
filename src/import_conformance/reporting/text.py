"""The verdict for people: findings law by law, the worst first, then the scoreboard with the answer."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from import_conformance.model.by_key import by_key
from import_conformance.model.finding import Confidence, Finding, State
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.scoreboard import answer, scoreboard
from import_conformance.reporting.view import PAINT, View
from import_conformance.reporting.words import counted, usual


class LawFindings(NamedTuple):
    """The findings to show under one heading: one law at one line of the topology."""

    findings: tuple[Finding, ...]

    @property
    def order(self) -> tuple[int, int, str, int]:
        """Sort key: the worst law first, of equals the one with most findings."""
        first = self.findings[0]
        return first.severity.rank, -len(self.findings), first.law, first.law_line


def render(verdict: Verdict, view: View | None = None) -> str:
    """The whole report."""
    view = view or View()
    if view.quiet:
        return answer(verdict, view) + "\n"
    lines = [*findings(verdict, view), *scoreboard(verdict, view)]
    return "\n".join(lines) + "\n"


def findings(verdict: Verdict, view: View) -> Iterator[str]:
    """The findings that the reader wants to see, each law under one heading and followed by an empty line."""
    shown = [finding for finding in verdict.findings if view.is_shown(finding)]
    for group in grouped(shown):
        yield from _group(group, verdict.topology.path, view)
        yield ""


def grouped(shown: Iterable[Finding]) -> list[LawFindings]:
    """The findings by law and line of the topology, the worst law first."""
    by_law = by_key(((finding.severity, finding.rule, finding.law, finding.law_line), finding) for finding in shown)
    return sorted((LawFindings(tuple(members)) for members in by_law.values()), key=lambda group: group.order)


def _group(group: LawFindings, topology: str, view: View) -> Iterator[str]:
    """A heading with what all its findings share, then one entry for each of them."""
    first = group.findings[0]
    severity = view.paint(first.severity.upper(), "bold", PAINT[first.severity])
    law, law_place = view.paint(first.law, "bold"), view.paint(f"{topology}:{first.law_line}")
    yield f"{severity} {law}  {law_place}  {_number(group.findings)}"
    because = usual(finding.because for finding in group.findings)
    fix = usual(finding.fix for finding in group.findings)
    for label, text in (("why", because), ("fix", fix)):
        if text:
            yield from view.block(f"{label}: {text}")
    for finding in group.findings[: view.limit]:
        yield from _entry(finding, because, fix, view)
    hidden = len(group.findings[view.limit :]) if view.limit is not None else 0
    if hidden:
        yield view.paint(f"... and {hidden} more under this law (--limit 0 shows all)", "dim")


def _number(members: tuple[Finding, ...]) -> str:
    known = sum(finding.state is State.KNOWN for finding in members)
    return counted(len(members), "finding") + (f", {known} of them known" if known else "")


def _entry(finding: Finding, because: str, fix: str, view: View) -> Iterator[str]:
    """Place and message, in one line where nothing breaks lines; `why` and `fix` only where they are not the usual."""
    known = "(known) " if finding.state is State.KNOWN else ""
    likely = "(likely) " if finding.confidence is Confidence.LIKELY else ""
    yield from view.item(view.place(finding), f"{known}{likely}{finding.message}", "")
    if finding.because and finding.because != because:
        yield from view.block(f"why: {finding.because}")
    if finding.fix and finding.fix != fix:
        yield from view.block(f"fix: {finding.fix}")
