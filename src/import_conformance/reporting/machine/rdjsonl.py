"""Reviewdog's diagnostics, one JSON object in each line, worst first."""

from import_conformance.model.finding import Finding
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import machine
from import_conformance.reporting.machine.surroundings import (
    ERROR,
    LEVELS,
    NOTE,
    TOOL,
    WARNING,
    Spot,
    Surroundings,
    sentences,
)
from import_conformance.reporting.view import View

SEVERITIES = {ERROR: "ERROR", WARNING: "WARNING", NOTE: "INFO"}


def render(verdict: Verdict, around: Surroundings, view: View) -> str:
    """The findings that the reader wants to see; "" when there is none."""
    shown = (finding for finding in verdict.findings if view.is_shown(finding))
    return "".join(machine(_diagnostic(finding, around), None) + "\n" for finding in shown)


def _diagnostic(finding: Finding, around: Surroundings) -> dict[str, object]:
    return {
        "message": sentences(finding),
        "location": _location(around.spot(finding)),
        "severity": SEVERITIES[LEVELS[finding.severity]],
        "code": {"value": finding.law},
        "source": {"name": TOOL},
        "related_locations": [
            {"message": f"{other.note}: {other.module}", "location": _location(spot)}
            for other, spot in around.related(finding)
        ],
    }


def _location(spot: Spot) -> dict[str, object]:
    return {"path": spot.path, "range": {"start": {"line": spot.line, "column": spot.column}}}
