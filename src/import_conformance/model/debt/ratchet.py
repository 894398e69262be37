"""The baseline as a ratchet: known findings are set aside, one for one, and paid debt must be removed from it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.verdict import KnownFinding, StaleEntry

# Of the form of the baseline file, which its reader and its writer agree on.
BASELINE_VERSION = 1


def set_aside(
    findings: Sequence[Finding], known: Iterable[KnownFinding]
) -> tuple[tuple[Finding, ...], tuple[StaleEntry, ...]]:
    """Mark the findings as new or known, and list the baseline entries that count more findings than there are.

    Where a breach occurs more often than its entry counts, the first `count` occurrences are known and the later ones
    are new, because it cannot be decided which one was added.

    Args:
        findings: All findings, in their order.
        known: The entries of the baseline.

    Returns:
        The findings with their state, and the stale entries.
    """
    entries = {entry.fingerprint: entry for entry in known}
    seen: Counter[str] = Counter()
    marked = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        entry = entries.get(finding.fingerprint)
        # A fault of a law is fixed in the topology; it is no debt of the code.
        is_debt = finding.kind is not Kind.AT_FAULT
        is_known = entry is not None and is_debt and seen[finding.fingerprint] <= entry.count
        marked.append(replace(finding, state=State.KNOWN if is_known else State.NEW))
    stale = (StaleEntry(entry, seen[fingerprint]) for fingerprint, entry in entries.items())
    return tuple(marked), tuple(each for each in stale if each.found < each.known.count)


def baseline_of(findings: Iterable[Finding], known: Iterable[KnownFinding]) -> tuple[KnownFinding, ...]:
    """Return the entries that would know these findings, with the reasons given so far; faults of laws are no debt."""
    reasons = {entry.fingerprint: entry.reason for entry in known}
    first: dict[str, Finding] = {}
    counts: Counter[str] = Counter()
    for finding in findings:
        if finding.kind is Kind.AT_FAULT:
            continue
        first.setdefault(finding.fingerprint, finding)
        counts[finding.fingerprint] += 1
    return tuple(
        KnownFinding(key, found.law, found.path, found.message, counts[key], reasons.get(key, ""), found.root)
        for key, found in first.items()
    )
