"""GitLab's code quality report: one entry for each finding that is not waived, new or known.

GitLab itself tells new from old, by comparing the fingerprints of two branches.
"""

from collections.abc import Iterator

from import_conformance.model.topology import Severity
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import machine
from import_conformance.reporting.json_pieces import Streamed, pieces
from import_conformance.reporting.machine.surroundings import Surroundings, sentences, told_apart

SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "major",
    Severity.MEDIUM: "minor",
    Severity.LOW: "info",
}


def render(verdict: Verdict, around: Surroundings) -> Iterator[str]:
    """The whole report, in pieces."""
    yield from pieces(Streamed(_entries(verdict, around)), machine)
    yield "\n"


def _entries(verdict: Verdict, around: Surroundings) -> Iterator[dict[str, object]]:
    for finding, name in told_apart(verdict.findings):
        spot = around.spot(finding)
        yield {
            "description": sentences(finding),
            "check_name": finding.law,
            "fingerprint": name,
            "severity": SEVERITIES[finding.severity],
            "location": {"path": spot.path, "lines": {"begin": spot.line}},
        }
