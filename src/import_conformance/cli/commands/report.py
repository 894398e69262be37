"""`conformance report`: write the architecture review."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from import_conformance.cli.errors import CONFORMS
from import_conformance.cli.options import WRITTEN, Target, about_code, with_format, with_no_baseline, with_output

if TYPE_CHECKING:
    from import_conformance.judging.session import Session
    from import_conformance.model.verdict import Verdict
    from import_conformance.reviewing.values import Review


@click.command(epilog=WRITTEN)
@about_code
@with_no_baseline()
@with_format("markdown", "html", "json")
@with_output("the review")
def report(target: Target, *, form: str, output: Path | None) -> int:
    """Write the architecture review: gaps, shared domains and their users, recommendations, and the order of work.

    As html it is one file to look at, with filters, matrix and pictures; it can be attached to a ticket.
    """
    from import_conformance.cli.output import deliver
    from import_conformance.reporting.review import json_format, markdown

    if form == "html":
        text = page(open_for_page(target))
    else:
        text = {"markdown": markdown.render, "json": json_format.render}[form](_review(open_for_review(target)))
    deliver(text, output, "The review")
    return CONFORMS


def open_for_review(target: Target) -> "Session":
    """Read the law and the code with all facts that a review needs, and judge."""
    from import_conformance.cli.session import open_session
    from import_conformance.model.base.facts import Wanted

    return open_session(target, Wanted(headers=True, outline=True))


def open_for_page(target: Target) -> "Session":
    """Read the law and the code with all facts that the page shows, and judge; it lists no exports."""
    from import_conformance.cli.session import open_session
    from import_conformance.model.base.facts import Wanted

    return open_session(target, Wanted(headers=True))


def _review(session: "Session") -> "Review":
    from import_conformance.cli.commands.plan import simulated_plan
    from import_conformance.reviewing.content import review

    return review(session.topology, session.codebase, session.verdict, simulated_plan(session))


def page(session: "Session") -> str:
    """Render the review as one HTML file, with the lines of source that its findings are about."""
    from import_conformance.cli.commands.plan import simulated_plan
    from import_conformance.reading.excerpts.function_text import function_text
    from import_conformance.reading.excerpts.single_lines import excerpts
    from import_conformance.reading.shipped.page_assets import page_asset
    from import_conformance.reporting.html.page import Assets, render
    from import_conformance.reviewing.page_content import ShownSource, page_content

    roots = session.roots
    functions = {
        (path, name): text
        for path, names in _functions(session.verdict).items()
        for name, text in function_text(roots, path, names).items()
    }
    source = ShownSource(excerpts(roots, _lines(session.verdict)), functions)
    about = page_content(session.topology, session.codebase, session.verdict, source, simulated_plan(session))
    return render(about, Assets(page_asset("page.css"), page_asset("page.js")))


def _lines(verdict: "Verdict") -> dict[str, set[int]]:
    """Collect the lines of findings that are about one line, and not about a whole file, by path."""
    from import_conformance.model.finding import Kind

    kinds = {Kind.DIVERGENCE, Kind.UNRESOLVED, Kind.CALL, Kind.SYMBOL, Kind.WRITE, Kind.CYCLE}
    lines: dict[str, set[int]] = {}
    for finding in verdict.findings:
        if finding.kind in kinds:
            lines.setdefault(finding.path, set()).add(finding.line)
    return lines


def _functions(verdict: "Verdict") -> dict[str, set[str]]:
    """Collect the functions in which duplicates differ, by path."""
    from import_conformance.model.finding import Kind

    functions: dict[str, set[str]] = {}
    for finding in verdict.findings:
        differs = finding.details.get("differs")
        if finding.kind is Kind.DUPLICATE and isinstance(differs, list):
            for path in (finding.path, str(finding.details["owner"])):
                functions.setdefault(path, set()).update(map(str, differs))
    return functions
