"""What `check` does, apart from its options: judge, and write the verdict in each format that was asked for."""

from collections.abc import Iterable
from dataclasses import replace

import click

from import_conformance.cli import verbose
from import_conformance.cli.report_options import Report
from import_conformance.cli.session import (
    CONFORMS,
    FINDINGS,
    LIMIT,
    Session,
    Target,
    Wishes,
    narrowed,
    open_session,
    show,
    view_of,
    write,
)
from import_conformance.linting.currency import contracts_due
from import_conformance.model.verdict import Outcome
from import_conformance.reporting import json_format, text
from import_conformance.reporting.view import View


def check(laws: tuple[str, ...], target: Target, wishes: Wishes, reports: Iterable[Report]) -> int:
    """Judge and report; the answer does not depend on the formats."""
    session = open_session(target)
    verdict = narrowed(session.verdict, laws)
    if wishes.timings:
        click.echo(f"timings: {verbose.durations(verdict)}", err=True)
    else:
        verdict = replace(verdict, timings_ms=None)
    due = "" if laws else contracts_due(session, target)
    session = replace(session, verdict=replace(verdict, contracts_due=due))
    _deliver([(report, rendered(report.format, session, target, _wishes(report, wishes))) for report in reports])
    if not wishes.quiet:
        _note(session, tuple(reports))
    return CONFORMS if verdict.outcome is Outcome.CONFORMS and not (verdict.stale or due) else FINDINGS


def rendered(form: str, session: Session, target: Target, wishes: Wishes) -> Iterable[str]:
    """The verdict of a session in one of the formats of `check`, in pieces."""
    if form == "json":
        return json_format.render(session.verdict, full_ledger=wishes.ledger == "full")
    view = view_of(session, target, wishes)
    if form == "text":
        return (text.render(session.verdict, view),)
    from import_conformance.cli import machine_reports

    # What is read on a page is no screen of ours; but there, too, nobody reads a thousand findings of one law.
    limit = LIMIT if wishes.limit is None else wishes.limit or None
    return machine_reports.render(form, session, replace(view, color=False, width=None, limit=limit))


def _wishes(report: Report, wishes: Wishes) -> Wishes:
    return replace(wishes, output=report.output)


def _deliver(texts: Iterable[tuple[Report, Iterable[str]]]) -> None:
    """Files first, so that a reader who leaves early (`| head`) does not keep them from being written."""
    for report, content in sorted(texts, key=lambda pair: pair[0].output is None):
        if report.output:
            write(report.output, content)
        else:
            for piece in content:
                show(piece)


def _note(session: Session, reports: tuple[Report, ...]) -> None:
    """Say on standard error where the reports are, and the answer where no report shows it."""
    files = [report.output for report in reports if report.output]
    if len(files) == len(reports):
        click.echo(text.render(session.verdict, View(quiet=True)), nl=False, err=True)
    for file in files:
        click.echo(f"The report is in {file}", err=True)
