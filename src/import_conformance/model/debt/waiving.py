"""Waivers applied: findings that an owner answers for until a date are taken out, and no waiver outlives its use."""

from collections.abc import Iterable, Sequence

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Problem, Topology, Waiver

Waived = tuple[tuple[Waiver, Finding], ...]


def apply(
    topology: Topology, findings: Iterable[Finding], today: str
) -> tuple[tuple[Finding, ...], Waived, tuple[Problem, ...]]:
    """Separate the waived findings from the others.

    Args:
        topology: The topology with the waivers.
        findings: All findings.
        today: The date (ISO 8601) that waivers are checked against.

    Returns:
        The findings that are not waived, those that are, each with its waiver, and what is wrong with the waivers. A
        finding that several waivers name goes to the first; each of them counts as used.
    """
    given = tuple(findings)
    # A file that was not read may contain anything, so no owner can answer for it.
    unread = [finding for finding in given if finding.kind is Kind.UNPARSABLE]
    remaining: list[Finding] = []
    waived: list[tuple[Waiver, Finding]] = []
    for finding in given:
        waiver = next((waiver for waiver in topology.waive if names(waiver, finding)), None)
        if waiver and finding.kind is not Kind.UNPARSABLE:
            waived.append((waiver, finding))
        else:
            remaining.append(finding)
    sentences = [(waiver, _fault(waiver, given, unread, today)) for waiver in topology.waive]
    problems = (Problem(topology.path, waiver.position, sentence) for waiver, sentence in sentences if sentence)
    return tuple(remaining), tuple(waived), tuple(problems)


def names(waiver: Waiver, finding: Finding) -> bool:
    """Return True when the waiver applies to the finding, whatever the date; the fault of a law cannot be waived."""
    if finding.kind is Kind.AT_FAULT:
        return False
    if waiver.fingerprint:
        return waiver.fingerprint == finding.fingerprint
    return waiver.law == finding.law and _covers(waiver, finding.module)


def _covers(waiver: Waiver, module: str) -> bool:
    return any(located.pattern.claims(module) for located in waiver.modules)


def _fault(waiver: Waiver, findings: Iterable[Finding], unread: Sequence[Finding], today: str) -> str:
    """Return why a waiver does not hold, "" when it does."""
    named = [finding for finding in findings if names(waiver, finding)]
    who = f"this waiver ({waiver.owner}: {waiver.reason})"
    if any(finding.kind is Kind.UNPARSABLE for finding in named):
        return f"{who} is for a file that cannot be read; no one can answer for that: fix it, or exclude it"
    if not named:
        # Its finding may be in a file that cannot be read at the moment.
        is_hidden = any(waiver.fingerprint or _covers(waiver, finding.module) for finding in unread)
        return "" if is_hidden else f"{who} matches no finding any more; take it out"
    if today > waiver.until:
        left = "its finding is" if len(named) == 1 else f"its {len(named)} findings are"
        return f"{who} ran out on {waiver.until} and {left} still there; fix the code, or agree on another day"
    return ""
