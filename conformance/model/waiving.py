"""Waivers applied: findings that somebody answers for until a day are taken out, and no waiver outlives its use."""

from collections.abc import Iterable

from conformance.model.finding import Finding, Kind
from conformance.model.topology import Problem, Topology, Waiver

Waived = tuple[tuple[Waiver, Finding], ...]


def apply(
    topology: Topology, findings: Iterable[Finding], today: str
) -> tuple[tuple[Finding, ...], Waived, tuple[Problem, ...]]:
    """The findings that stand, those that are waived, and the waivers that no longer hold.

    today: a day (ISO 8601). A finding that several waivers name is the first one's; each of them counts as used.
    """
    kept: list[Finding] = []
    waived: list[tuple[Waiver, Finding]] = []
    used: dict[Waiver, int] = {}
    for finding in findings:
        naming = [waiver for waiver in topology.waive if names(waiver, finding)]
        used.update((waiver, used.get(waiver, 0) + 1) for waiver in naming)
        # A file that was not read may hold anything, so nobody can answer for it.
        if naming and finding.kind is not Kind.UNPARSABLE:
            waived.append((naming[0], finding))
        else:
            kept.append(finding)
    problems = [_problem(topology, waiver, used.get(waiver, 0), today) for waiver in topology.waive]
    problems += [_unreadable(topology, waiver) for waiver in used if _takes_unreadable(waiver, kept)]
    return tuple(kept), tuple(waived), tuple(problem for problem in problems if problem)


def names(waiver: Waiver, finding: Finding) -> bool:
    """True when the waiver speaks of the finding, whatever the day."""
    if waiver.fingerprint:
        return waiver.fingerprint == finding.fingerprint
    return waiver.law == finding.law and any(located.pattern.claims(finding.module) for located in waiver.modules)


def _takes_unreadable(waiver: Waiver, kept: Iterable[Finding]) -> bool:
    return any(finding.kind is Kind.UNPARSABLE and names(waiver, finding) for finding in kept)


def _problem(topology: Topology, waiver: Waiver, used: int, today: str) -> Problem | None:
    if not used:
        sentence = f"this waiver ({waiver.owner}: {waiver.reason}) matches no finding any more; take it out"
    elif today > waiver.until:
        them = "the finding is" if used == 1 else f"{used} findings are"
        sentence = (
            f"this waiver ({waiver.owner}: {waiver.reason}) ran out on {waiver.until} and {them} still there; "
            "mend the code, or agree on another day"
        )
    else:
        return None
    return Problem(topology.path, waiver.position, sentence)


def _unreadable(topology: Topology, waiver: Waiver) -> Problem:
    sentence = "a file that cannot be read cannot be waived; mend it, or exclude it in `source.exclude`"
    return Problem(topology.path, waiver.position, sentence)
