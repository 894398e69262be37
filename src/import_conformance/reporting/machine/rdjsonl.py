"""Reviewdog's diagnostics, one JSON object in each line, worst first."""

from collections.abc import Iterable

from import_conformance.model.finding import Finding
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import machine
from import_conformance.reporting.machine.context import (
    ERROR,
    LEVELS,
    NOTE,
    TOOL,
    WARNING,
    Location,
    MachineReport,
    ReportContext,
    sentences,
)
from import_conformance.reporting.view import View

SEVERITIES = {ERROR: "ERROR", WARNING: "WARNING", NOTE: "INFO"}


def report(given: MachineReport) -> Iterable[str]:
    """Return the report in pieces."""
    return (render(given.verdict, given.context, given.view),)


def render(verdict: Verdict, context: ReportContext, view: View) -> str:
    """Return the findings that the reader asked for, "" when there is none."""
    shown = (finding for finding in verdict.findings if view.is_shown(finding))
    return "".join(machine(_diagnostic(finding, context), None) + "\n" for finding in shown)


def _diagnostic(finding: Finding, context: ReportContext) -> dict[str, object]:
    return {
        "message": sentences(finding),
        "location": _location(context.location(finding)),
        "severity": SEVERITIES[LEVELS[finding.severity]],
        "code": {"value": finding.law},
        "source": {"name": TOOL},
        "related_locations": [
            {"message": f"{other.note}: {other.module}", "location": _location(location)}
            for other, location in context.related(finding)
        ],
    }


def _location(location: Location) -> dict[str, object]:
    return {"path": location.path, "range": {"start": {"line": location.line, "column": location.column}}}
