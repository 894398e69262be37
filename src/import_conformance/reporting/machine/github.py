"""GitHub's workflow commands: an annotation for each finding, worst first, for ten of a kind and step are shown."""

from collections.abc import Iterator

from import_conformance.model.finding import Finding
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import github_data, github_property
from import_conformance.reporting.machine.surroundings import ERROR, LEVELS, NOTE, WARNING, Surroundings
from import_conformance.reporting.scoreboard import answer
from import_conformance.reporting.view import View
from import_conformance.reporting.words import counted

COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}


def render(verdict: Verdict, around: Surroundings, view: View) -> str:
    """The commands, and the answer for those who read the log."""
    shown = (finding for finding in verdict.findings if view.is_shown(finding))
    lines = [_annotation(finding, around) for finding in shown]
    return "\n".join((*lines, *_paid(verdict), answer(verdict, View()), ""))


def _annotation(finding: Finding, around: Surroundings) -> str:
    spot = around.spot_in_characters(finding)
    place = {"file": spot.path, "line": str(spot.line), "col": str(spot.column)}
    properties = place | {"title": f"{finding.severity} {finding.law}"}
    said = ",".join(f"{key}={github_property(value)}" for key, value in properties.items())
    return f"::{COMMANDS[LEVELS[finding.severity]]} {said}::{github_data(*_lines(finding))}"


def _lines(finding: Finding) -> Iterator[str]:
    """Message, reason and advice."""
    yield finding.message
    if finding.because:
        yield f"why: {finding.because}"
    if finding.fix:
        yield f"fix: {finding.fix}"


def _paid(verdict: Verdict) -> Iterator[str]:
    """What makes the check fail without a finding must be told: debt that was paid, contracts of another day."""
    if verdict.stale:
        entries = counted(len(verdict.stale), "baseline entry")
        yield f"::error title=baseline::{entries} for findings that are gone: run `conformance baseline prune`"
    if verdict.contracts_due:
        yield f"::error title=contracts::{github_data(verdict.contracts_due)}: run `conformance compile`"
