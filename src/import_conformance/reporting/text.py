"""The verdict for people: findings law by law, the worst first, then the scoreboard with the answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from import_conformance.model.by_key import by_key
from import_conformance.model.finding import Finding, State
from import_conformance.model.topology import Severity
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.scoreboard import answer, scoreboard
from import_conformance.reporting.view import PAINT, View
from import_conformance.reporting.words import counted, marks, shared_owner, usual

T = TypeVar("T")


def render(verdict: Verdict, view: View | None = None) -> str:
    """Return the whole report."""
    view = view or View()
    if view.quiet:
        return answer(verdict, view) + "\n"
    lines = [*findings(verdict, view), *scoreboard(verdict, view)]
    return "\n".join(lines) + "\n"


def findings(verdict: Verdict, view: View) -> Iterator[str]:
    """Yield the findings that the reader wants to see, each law under one heading and followed by an empty line."""
    shown = [finding for finding in verdict.findings if view.is_shown(finding)]
    for group in by_law(shown, lambda finding: finding):
        yield from _group(group, verdict.topology.path, view)
        yield ""


def by_law(shown: Iterable[T], finding_of: Callable[[T], Finding]) -> list[list[T]]:
    """Group findings by law and line of the topology, the worst law first, of equals the one with most findings.

    Args:
        shown: Findings, or values that hold one each.
        finding_of: Gets the finding of such a value.
    """

    def law(item: T) -> tuple[Severity, str, str, int]:
        finding = finding_of(item)
        return finding.severity, finding.rule, finding.law, finding.law_line

    groups = by_key((law(item), item) for item in shown)
    return [groups[key] for key in sorted(groups, key=lambda key: (key[0].rank, -len(groups[key]), *key[2:]))]


def _group(group: list[Finding], topology: str, view: View) -> Iterator[str]:
    """Yield a heading with what all findings of a law share, then one entry for each of them."""
    first = group[0]
    severity = view.paint(first.severity.upper(), "bold", PAINT[first.severity])
    law, law_place = view.paint(first.law, "bold"), view.paint(f"{topology}:{first.law_line}")
    yield f"{severity} {law}  {law_place}  {_number(group)}"
    because = usual(finding.because for finding in group)
    fix = usual(finding.fix for finding in group)
    owner = shared_owner(group)
    yield from view.labelled(("why", because), ("fix", fix), ("owner", owner))
    for finding in group[: view.limit]:
        yield from _entry(finding, (because, fix, owner), view)
    hidden = len(group[view.limit :]) if view.limit is not None else 0
    if hidden:
        yield view.paint(f"... and {hidden} more under this law (--limit 0 shows all)", "dim")


def _number(members: Sequence[Finding]) -> str:
    known = sum(finding.state is State.KNOWN for finding in members)
    return counted(len(members), "finding") + (f", {known} of them known" if known else "")


def _entry(finding: Finding, heading: tuple[str, str, str], view: View) -> Iterator[str]:
    """Yield place and message, and why, fix and owner where they are not those of the heading."""
    because, fix, owner = heading
    yield from view.item(view.place(finding), f"{marks(finding)}{finding.message}", "")
    own_reason = finding.because if finding.because != because else ""
    own_fix = finding.fix if finding.fix != fix else ""
    own_owner = finding.owner if finding.owner != owner else ""
    yield from view.labelled(("why", own_reason), ("fix", own_fix), ("owner", own_owner))
