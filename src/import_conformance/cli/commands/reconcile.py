"""What `reconcile` does: hold a file of claims against the code, and say what became of each."""

from pathlib import Path

from import_conformance.cli import session as commands
from import_conformance.cli.session import CONFORMS, Session, Target, Wishes
from import_conformance.model.answers.claims import Claims, Mentions
from import_conformance.model.facts import Unreadable
from import_conformance.reading.claims_file import load_claims
from import_conformance.reading.excerpts.text_evidence import mentions
from import_conformance.reading.text.source_text import read_bytes
from import_conformance.reconciling.reconciliation import ReconciliationContext, reconcile
from import_conformance.reporting.answers import reconciliation as report
from import_conformance.reporting.view import View


def run(path: Path, target: Target, form: str, output: Path | None) -> int:
    """Answer the claims; whatever the answers are, that is no failure.

    Known and waived findings count like all others: what is tolerated is there all the same.
    """
    session = commands.open_session(target)
    claims = load_claims(path, frozenset(judgement.id for judgement in session.judgements))
    view = commands.view_of(session, target, Wishes(output=output))
    findings = tuple(finding for judgement in session.judgements for finding in judgement.findings)
    hearing = ReconciliationContext(session.topology, session.codebase, findings, _mentions(claims, session, view))
    answered = reconcile(claims, hearing)
    if form == "json":
        told = report.to_json(answered)
    else:
        told = report.markdown(answered) if form == "markdown" else report.text(answered, view.locate)
    commands.deliver(told, output, "The reconciliation")
    return CONFORMS


def _mentions(claims: Claims, session: Session, view: View) -> dict[int, Mentions]:
    """Where the words of each claim stand in its file, by its number; unreadable files have none."""
    on_disk = {file.path for file in session.codebase.files}
    found = {}
    for row in claims.rows:
        if row.path in on_disk and row.words:
            data = read_bytes(view.locate(row.path))
            where = data if isinstance(data, Unreadable) else mentions(data, row.words)
            if not isinstance(where, Unreadable):
                found[row.number] = where
    return found
