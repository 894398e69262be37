"""GitHub's workflow commands: an annotation for each finding, worst first, as GitHub shows ten of a kind and step."""

from collections.abc import Iterable, Iterator

from import_conformance.model.finding import Finding
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import github_data, github_property
from import_conformance.reporting.machine.context import ERROR, LEVELS, NOTE, WARNING, MachineReport, ReportContext
from import_conformance.reporting.scoreboard import answer
from import_conformance.reporting.view import View
from import_conformance.reporting.words import counted

COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}


def report(given: MachineReport) -> Iterable[str]:
    """Return the report in pieces."""
    return (render(given.verdict, given.context, given.view),)


def render(verdict: Verdict, context: ReportContext, view: View) -> str:
    """Return the commands, and the answer for those who read the log."""
    shown = (finding for finding in verdict.findings if view.is_shown(finding))
    lines = [_annotation(finding, context) for finding in shown]
    return "\n".join((*lines, *_outdated(verdict), answer(verdict, View()), ""))


def _annotation(finding: Finding, context: ReportContext) -> str:
    location = context.location_in_characters(finding)
    place = {"file": location.path, "line": str(location.line), "col": str(location.column)}
    properties = place | {"title": f"{finding.severity} {finding.law}"}
    written = ",".join(f"{key}={github_property(value)}" for key, value in properties.items())
    return f"::{COMMANDS[LEVELS[finding.severity]]} {written}::{github_data(*_lines(finding))}"


def _lines(finding: Finding) -> Iterator[str]:
    """Yield message, reason, advice and owner."""
    yield finding.message
    if finding.because:
        yield f"why: {finding.because}"
    if finding.fix:
        yield f"fix: {finding.fix}"
    if finding.owner:
        yield f"owner: {finding.owner}"


def _outdated(verdict: Verdict) -> Iterator[str]:
    """Report what fails the check without a finding: fixed findings in the baseline, outdated contracts."""
    if verdict.stale:
        entries = counted(len(verdict.stale), "baseline entry")
        yield f"::error title=baseline::{entries} for findings that are gone: run `conformance baseline prune`"
    if verdict.contracts_due:
        yield f"::error title=contracts::{github_data(verdict.contracts_due)}: run `conformance compile`"
