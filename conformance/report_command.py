"""What `report` does, apart from its options: judge, review, write."""

from dataclasses import dataclass
from pathlib import Path

from conformance import verbose
from conformance.commands import CONFORMS, Target, show, write
from conformance.model.codebase import Codebase
from conformance.model.facts import Wanted
from conformance.model.finding import Kind
from conformance.model.topology import Topology
from conformance.model.verdict import Verdict
from conformance.progress import shown
from conformance.reading.baseline_file import read_baseline
from conformance.reading.codebase import read_codebase
from conformance.reading.excerpts import excerpts
from conformance.reading.function_text import function_text
from conformance.reading.page_assets import page_asset
from conformance.reporting.review import json_format, markdown
from conformance.reporting.review.content import review
from conformance.reporting.review.values import Report
from conformance.run import baseline_path, conclude, judge, open_topology

FORMATS = {"markdown": markdown.render, "json": json_format.render}
# A line of source is shown where the finding is about that line, and not about a whole file.
LINE_KINDS = frozenset({Kind.DIVERGENCE, Kind.UNRESOLVED, Kind.CALL, Kind.SYMBOL, Kind.WRITE, Kind.CYCLE})


@dataclass(frozen=True)
class Reading:
    """What was read and judged for one review. base: the directory that the source roots are relative to."""

    topology: Topology
    base: Path
    codebase: Codebase
    verdict: Verdict


def report(target: Target, form: str, output: Path | None) -> int:
    """Write the architecture review; that the code has gaps is its content, not its failure."""
    reading = read(target)
    text = page(reading) if form == "html" else FORMATS[form](_reviewed(reading))
    if output:
        write(output, text)
    else:
        show(text)
    return CONFORMS


def reviewed(target: Target) -> Report:
    """The review of what a command is about."""
    return _reviewed(read(target))


def _reviewed(reading: Reading) -> Report:
    return review(reading.topology, reading.codebase, reading.verdict)


def read(target: Target) -> Reading:
    """Read the law and the code with all that a review asks for, and judge."""
    topology, base = open_topology(target.topology, target.source_root)
    baseline = baseline_path(topology, target.baseline)
    known = read_baseline(baseline) if baseline and target.use_baseline else ()
    with shown() as tell:
        codebase = read_codebase(topology, base, also=Wanted(headers=True), tell=tell)
        judgements = judge(topology, codebase, tell)
    verdict = conclude(topology, codebase, judgements, known)
    verbose.tell(lambda: verbose.judged(verdict, base, baseline, known, left_out=not target.use_baseline))
    return Reading(topology, base, codebase, verdict)


def page(reading: Reading) -> str:
    """The review as one HTML file, with the lines of source that it speaks of."""
    from conformance.reporting.html.page import Assets, render
    from conformance.reporting.html.values import subject

    roots = [reading.base / root for root in reading.topology.source.roots]
    lines = excerpts(roots, _lines(reading.verdict))
    functions = {
        (path, name): text
        for path, names in _functions(reading.verdict).items()
        for name, text in function_text(roots, path, names).items()
    }
    about = subject(reading.topology, reading.codebase, reading.verdict, lines, functions)
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
