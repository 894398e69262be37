"""`conformance check`: judge the code, and write the verdict in each format that was asked for."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from import_conformance.cli import completion
from import_conformance.cli.errors import CONFORMS, FINDINGS
from import_conformance.cli.options import (
    FILE,
    JUDGED,
    Target,
    about_code,
    in_colors,
    with_limit,
    with_no_baseline,
    with_owner,
    with_quiet,
)
from import_conformance.cli.report_options import FORMATS, ReportingCommand, ReportRequest, requested_reports

if TYPE_CHECKING:
    from import_conformance.cli.output import CheckOptions
    from import_conformance.judging.session import Session

SEVERITIES = ("critical", "high", "medium", "low")
AT_LEAST = f"Show only findings at least this bad: {', '.join(SEVERITIES)}."
REPORTS = f"One of {', '.join(FORMATS)}.  [default: text]"
OUTPUTS = "Write the report of the --format before it to a file.  [default: standard output]"


@click.command(cls=ReportingCommand, epilog=JUDGED)
@click.argument("laws", metavar="[LAW]...", nargs=-1, shell_complete=completion.laws)
@about_code
@with_no_baseline()
@click.option("--format", "formats", type=click.Choice(FORMATS), multiple=True, metavar="FORMAT", help=REPORTS)
@click.option("--output", "outputs", type=FILE, multiple=True, help=OUTPUTS)
@click.option("--ledger", type=click.Choice(("counts", "full")), default="counts", help="JSON: list every file, too.")
@with_owner
@click.option("--severity", type=click.Choice(SEVERITIES), default="low", metavar="LEVEL", help=AT_LEAST)
@with_limit("Findings of a law", "10 on a screen and in a summary")
@click.option("--show-known", is_flag=True, help="Show the findings that the baseline knows, too.")
@in_colors
@with_quiet
@click.option("--timings", is_flag=True, help="Say how long it took.")
def check(
    target: Target,
    laws: tuple[str, ...],
    *,
    owners: tuple[str, ...],
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    **options: object,
) -> int:
    """Judge the code by every law, or only by the LAWs with these ids; with --owner only what a team answers for.

    --format and --output may be given several times, for several reports of one run.
    --severity, --limit and --show-known change what is shown, never the answer. For a page to look at and for pictures:
    `conformance report --format html`, `conformance graph`.
    """
    requests = requested_reports(click.get_current_context(), formats, outputs)
    from import_conformance.cli.output import CheckOptions

    return _judge((laws, owners), target, CheckOptions(**options), requests)  # type: ignore[arg-type]  # the options above


def _judge(
    narrowing: tuple[tuple[str, ...], tuple[str, ...]],
    target: Target,
    options: "CheckOptions",
    requests: Iterable[ReportRequest],
) -> int:
    """Judge and write the reports of some laws and owners; the exit code does not depend on the formats."""
    from dataclasses import replace

    from import_conformance.cli import verbose
    from import_conformance.cli.session import narrowed, open_session, owned_by
    from import_conformance.linting.currency import why_outdated
    from import_conformance.model.verdict import Outcome

    laws, owners = narrowing
    session = open_session(target)
    session = owned_by(session.with_verdict(narrowed(session.verdict, laws)), owners)
    verdict = session.verdict
    if options.timings:
        click.echo(f"timings: {verbose.durations(verdict)}", err=True)
    else:
        verdict = replace(verdict, timings_ms=None)
    outdated = why_outdated(session) if target.is_as_committed and not (laws or owners) else ""
    session = session.with_verdict(replace(verdict, contracts_due=outdated))
    _write_reports(
        [(each, rendered(each.format, session, target, replace(options, output=each.output))) for each in requests]
    )
    if not options.quiet:
        _announce(session, tuple(requests))
    return CONFORMS if verdict.outcome is Outcome.CONFORMS and not (verdict.stale or outdated) else FINDINGS


def rendered(form: str, session: "Session", target: Target, options: "CheckOptions") -> Iterable[str]:
    """Render the verdict of a session in one of FORMATS, as pieces."""
    from import_conformance.cli.output import LIMIT, view_of
    from import_conformance.reporting import json_format, text

    if form == "json":
        return json_format.render(session.verdict, full_ledger=options.ledger == "full")
    view = view_of(session, target, options)
    if form == "text":
        return (text.render(session.verdict, view),)
    from dataclasses import replace

    from import_conformance.cli import machine_reports

    # These are read on web pages, without our colours and width; but a long list is too much for a reader there, too.
    limit = LIMIT if options.limit is None else options.limit or None
    return machine_reports.render(form, session, replace(view, color=False, width=None, limit=limit))


def _write_reports(reports: Iterable[tuple[ReportRequest, Iterable[str]]]) -> None:
    """Write the files first, so that a reader that stops early (`| head`) does not keep them from being written."""
    from import_conformance.cli.output import show, write

    for request, pieces in sorted(reports, key=lambda pair: pair[0].output is None):
        if request.output:
            write(request.output, pieces)
        else:
            for piece in pieces:
                show(piece)


def _announce(session: "Session", requests: tuple[ReportRequest, ...]) -> None:
    """Print to standard error where the reports are, and the answer where no report shows it."""
    from import_conformance.reporting import text
    from import_conformance.reporting.view import View

    files = [request.output for request in requests if request.output]
    if len(files) == len(requests):
        click.echo(text.render(session.verdict, View(quiet=True)), nl=False, err=True)
    for file in files:
        click.echo(f"The report is in {file}", err=True)
