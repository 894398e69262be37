"""What `report` does, apart from its options: judge, review, write."""

from pathlib import Path

from import_conformance.cli.commands.plan import order
from import_conformance.cli.session import CONFORMS, Session, Target, deliver, open_session
from import_conformance.model.facts import Wanted
from import_conformance.model.finding import Kind
from import_conformance.model.verdict import Verdict
from import_conformance.reading.excerpts.function_text import function_text
from import_conformance.reading.excerpts.single_lines import excerpts
from import_conformance.reading.shipped.page_assets import page_asset
from import_conformance.reporting.review import json_format, markdown
from import_conformance.reviewing.content import review
from import_conformance.reviewing.values import Review

FORMATS = {"markdown": markdown.render, "json": json_format.render}
# A line of source is shown where the finding is about that line, and not about a whole file.
LINE_KINDS = frozenset({Kind.DIVERGENCE, Kind.UNRESOLVED, Kind.CALL, Kind.SYMBOL, Kind.WRITE, Kind.CYCLE})


def report(target: Target, form: str, output: Path | None) -> int:
    """Write the architecture review; that the code has gaps is its content, not its failure."""
    session = read(target)
    text = page(session) if form == "html" else FORMATS[form](_reviewed(session))
    deliver(text, output, "The review")
    return CONFORMS


def read(target: Target) -> Session:
    """Read the law and the code with all that a review asks for, and judge."""
    return open_session(target, Wanted(headers=True, outline=True))


def _reviewed(session: Session) -> Review:
    return review(session.topology, session.codebase, session.verdict, order(session))


def page(session: Session) -> str:
    """The review as one HTML file, with the lines of source that it speaks of."""
    from import_conformance.reporting.html.page import Assets, render
    from import_conformance.reporting.html.values import ShownSource, subject

    roots = [session.base / root for root in session.topology.source.roots]
    functions = {
        (path, name): text
        for path, names in _functions(session.verdict).items()
        for name, text in function_text(roots, path, names).items()
    }
    source = ShownSource(excerpts(roots, _lines(session.verdict)), functions)
    about = subject(session.topology, session.codebase, session.verdict, source, order(session))
    return render(about, Assets(page_asset("page.css"), page_asset("page.js")))


def _lines(verdict: Verdict) -> dict[str, set[int]]:
    """The lines that findings are about, by path."""
    wanted: dict[str, set[int]] = {}
    for finding in verdict.findings:
        if finding.kind in LINE_KINDS:
            wanted.setdefault(finding.path, set()).add(finding.line)
    return wanted


def _functions(verdict: Verdict) -> dict[str, set[str]]:
    """The functions in which duplicates differ, by path."""
    wanted: dict[str, set[str]] = {}
    for finding in verdict.findings:
        differs = finding.details.get("differs")
        if finding.kind is Kind.DUPLICATE and isinstance(differs, list):
            for path in (finding.path, str(finding.details["owner"])):
                wanted.setdefault(path, set()).update(map(str, differs))
    return wanted
