"""The baseline as a ratchet: known findings are set aside, one for one, and debt that was paid must be struck out."""

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
    """The findings with their state, and the entries that promise more than there is.

    A breach that occurs more often than the baseline says has all its occurrences marked new from the last line up,
    for nobody can tell which one was added: the first `count` of them stay known.
    """
    entries = {entry.fingerprint: entry for entry in known}
    seen: Counter[str] = Counter()
    marked = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        entry = entries.get(finding.fingerprint)
        # What is wrong with a law is set right in the topology; it is no debt of the code.
        is_debt = finding.kind is not Kind.AT_FAULT
        is_known = entry is not None and is_debt and seen[finding.fingerprint] <= entry.count
        marked.append(replace(finding, state=State.KNOWN if is_known else State.NEW))
    stale = (StaleEntry(entry, seen[fingerprint]) for fingerprint, entry in entries.items())
    return tuple(marked), tuple(each for each in stale if each.found < each.known.count)


def baseline_of(findings: Iterable[Finding], known: Iterable[KnownFinding]) -> tuple[KnownFinding, ...]:
    """The entries that would know these findings; reasons already given are kept. A law's own faults are no debt."""
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
