"""GitLab's code quality report: one entry for each finding that is not waived, new or known.

GitLab itself finds out which are new, by comparing the fingerprints of two branches.
"""

from collections.abc import Iterable, Iterator

from import_conformance.model.topology import Severity
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import plain
from import_conformance.reporting.json_text import Streamed, pieces
from import_conformance.reporting.machine.context import MachineReport, ReportContext, sentences, uniquely_named

SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "major",
    Severity.MEDIUM: "minor",
    Severity.LOW: "info",
}


def report(given: MachineReport) -> Iterable[str]:
    """Return the report in pieces."""
    return render(given.verdict, given.context)


def render(verdict: Verdict, context: ReportContext) -> Iterator[str]:
    """Return the whole report, in pieces."""
    return pieces(Streamed(map(plain, _entries(verdict, context))))


def _entries(verdict: Verdict, context: ReportContext) -> Iterator[dict[str, object]]:
    for finding, name in uniquely_named(verdict.findings):
        location = context.location(finding)
        yield {
            "description": sentences(finding),
            "check_name": finding.law,
            "fingerprint": name,
            "severity": SEVERITIES[finding.severity],
            "location": {"path": location.path, "lines": {"begin": location.line}},
        }
