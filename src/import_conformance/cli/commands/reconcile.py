"""`conformance reconcile`: check a file of claims about the code against it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from import_conformance.cli.errors import CONFORMS
from import_conformance.cli.options import ANSWERED, Target, about_code, with_format, with_output

if TYPE_CHECKING:
    from import_conformance.judging.session import Session
    from import_conformance.model.answers.claims import Claims, Mentions
    from import_conformance.reporting.view import View


@click.command(epilog=ANSWERED)
@click.argument("claims", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@about_code
@with_format("text", "markdown", "json")
@with_output("the answers")
def reconcile(target: Target, claims: Path, *, form: str, output: Path | None) -> int:
    """Hold the claims of FILE, such as a report written by hand, against the code.

    Each claim is confirmed, refuted, explained or undecided, or its file is absent; what the claims missed is listed.
    """
    from import_conformance.cli.output import CheckOptions, deliver, view_of
    from import_conformance.cli.session import open_session
    from import_conformance.reading.claims_file import load_claims
    from import_conformance.reconciling import reconciliation
    from import_conformance.reporting.answers import reconciliation as report

    session = open_session(target)
    claimed = load_claims(claims, frozenset(judgement.id for judgement in session.judgements))
    view = view_of(session, target, CheckOptions(output=output))
    # Known and waived findings count like all others: what is tolerated exists all the same.
    findings = tuple(finding for judgement in session.judgements for finding in judgement.findings)
    mentions = _mentions(claimed, session, view)
    context = reconciliation.ReconciliationContext(session.topology, session.codebase, findings, mentions)
    answers = reconciliation.reconcile(claimed, context)
    text = {
        "text": lambda: report.text(answers, view.locate),
        "markdown": lambda: report.markdown(answers),
        "json": lambda: report.to_json(answers),
    }[form]()
    deliver(text, output, "The reconciliation")
    return CONFORMS


def _mentions(claims: "Claims", session: "Session", view: "View") -> "dict[int, Mentions]":
    """Find the words of each claim in its file, by the number of the claim; unreadable files have no mentions."""
    from import_conformance.model.base.facts import Unreadable
    from import_conformance.reading.excerpts.text_evidence import mentions
    from import_conformance.reading.text.source_text import read_bytes

    on_disk = {file.path for file in session.codebase.files}
    found = {}
    for row in claims.rows:
        if row.path in on_disk and row.words:
            data = read_bytes(view.locate(row.path))
            where = data if isinstance(data, Unreadable) else mentions(data, row.words)
            if not isinstance(where, Unreadable):
                found[row.number] = where
    return found
