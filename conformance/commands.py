"""What `check` and `compile` do, apart from their options: each action returns its exit code."""

import difflib
import os
import shlex
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from conformance.model.codebase import Codebase
from conformance.model.finding import Kind
from conformance.model.topology import Severity, Topology
from conformance.model.verdict import KnownFinding, Outcome, Verdict
from conformance.reading.baseline_file import read_baseline, write_whole
from conformance.reading.codebase import read_codebase
from conformance.reporting import json_format, text
from conformance.reporting.escaping import terminal
from conformance.reporting.view import View
from conformance.rules.base import Judgement
from conformance.run import baseline_path, conclude, judge, open_topology

CONFORMS, FINDINGS, REFUSED = 0, 1, 2
LIMIT = 10
DIFF_LINES = 40
DEFAULT_TOPOLOGY = Path("topology.yaml")


class Refusal(click.ClickException):
    """Something that was asked for and cannot be done: one sentence, and the exit code of usage errors."""

    exit_code = REFUSED


@dataclass(frozen=True)
class Target:
    """What a command is about, as its options say. use_baseline: whether known findings are set aside."""

    topology: Path = DEFAULT_TOPOLOGY
    source_root: Path | None = None
    baseline: Path | None = None
    use_baseline: bool = True


@dataclass(frozen=True)
class Wishes:
    """How the result of `check` is wanted, as its options say."""

    format: str = "text"
    output: Path | None = None
    ledger: str = "counts"
    severity: str = "low"
    limit: int | None = None
    show_known: bool = False
    color: str = "auto"
    quiet: bool = False
    timings: bool = False


@dataclass(frozen=True)
class Session:
    """Everything that was read and judged for one command."""

    topology: Topology
    base: Path
    codebase: Codebase
    judgements: tuple[Judgement, ...]
    baseline: Path | None
    known: tuple[KnownFinding, ...]
    verdict: Verdict


def open_session(target: Target) -> Session:
    """Read the law, the code and the baseline, and judge; the verdict carries how long that took."""
    started = time.perf_counter()
    topology, base = open_topology(target.topology, target.source_root)
    baseline = baseline_path(topology, target.baseline)
    known = read_baseline(baseline) if baseline and target.use_baseline else ()
    opened = time.perf_counter()
    codebase = read_codebase(topology, base)
    read = time.perf_counter()
    judgements = judge(topology, codebase)
    verdict = conclude(topology, codebase, judgements, known)
    ended = time.perf_counter()
    spans = {"law": opened - started, "read": read - opened, "judge": ended - read, "total": ended - started}
    timings = {name: round(seconds * 1000, 1) for name, seconds in spans.items()}
    return Session(topology, base, codebase, judgements, baseline, known, replace(verdict, timings_ms=timings))


def check(laws: tuple[str, ...], target: Target, wishes: Wishes) -> int:
    """Judge and report."""
    session = open_session(target)
    verdict = narrowed(session.verdict, laws)
    if wishes.timings:
        spans = ", ".join(f"{name} {spent:.0f} ms" for name, spent in (verdict.timings_ms or {}).items())
        click.echo(f"timings: {spans}", err=True)
    else:
        verdict = replace(verdict, timings_ms=None)
    if wishes.format == "json":
        report = json_format.render(verdict, full_ledger=wishes.ledger == "full")
    else:
        report = text.render(verdict, view_of(session, target, wishes))
    if wishes.output:
        write(wishes.output, report)
        if not wishes.quiet:
            note = text.render(verdict, View(quiet=True))
            click.echo(f"{note}The report is in {wishes.output}", err=True)
    else:
        show(report)
    return CONFORMS if verdict.outcome is Outcome.CONFORMS and not verdict.stale else FINDINGS


def narrowed(verdict: Verdict, laws: tuple[str, ...]) -> Verdict:
    """The verdict on some laws only; files that cannot be read stay in it, for they may break any law.

    Raises:
        click.BadParameter: when there is no such law; it names the nearest ones.
    """
    if not laws:
        return verdict
    ids = list(dict.fromkeys(report.id for report in verdict.laws))
    for law in laws:
        if law not in ids:
            near = difflib.get_close_matches(law, ids, 3, 0.5)
            hint = f"nearest: {', '.join(near)}" if near else f"there are: {', '.join(sorted(ids)[:8])}..."
            raise click.BadParameter(f"no law has the id {law!r}; {hint}", param_hint="LAW")
    findings = tuple(f for f in verdict.findings if f.law in laws or f.kind is Kind.UNPARSABLE)
    kept = {*laws, *(finding.law for finding in findings)}
    return replace(
        verdict,
        laws=tuple(report for report in verdict.laws if report.id in kept),
        findings=findings,
        stale=tuple(entry for entry in verdict.stale if entry.known.law in laws),
    )


def view_of(session: Session, target: Target, wishes: Wishes) -> View:
    """The reader's wishes, and what the reader's screen can do."""
    on_screen = sys.stdout.isatty() and wishes.output is None
    limit = wishes.limit if wishes.limit is not None else (LIMIT if on_screen else 0)
    return View(
        color=_colored(wishes, on_screen),
        width=shutil.get_terminal_size().columns if on_screen else None,
        limit=limit or None,
        show_known=wishes.show_known,
        severity=Severity(wishes.severity),
        quiet=wishes.quiet,
        locate=_locator(session),
        options=_options(target, session.topology),
    )


def _colored(wishes: Wishes, on_screen: bool) -> bool:
    """Colours as told; by default as https://no-color.org and https://force-color.org say, but never in a file."""
    if wishes.color != "auto":
        return wishes.color == "always"
    if os.environ.get("NO_COLOR") or wishes.output:
        return False
    return on_screen or bool(os.environ.get("FORCE_COLOR"))


def _locator(session: Session) -> Callable[[str], str]:
    """From a path below a source root to one that can be opened from the current directory."""
    roots = [os.path.normpath(session.base / root) for root in session.topology.source.roots]

    def locate(path: str) -> str:
        candidates = [os.path.normpath(os.path.join(root, path)) for root in roots]
        return next(filter(os.path.exists, candidates), candidates[0]) if len(candidates) > 1 else candidates[0]

    return locate


def _options(target: Target, topology: Topology) -> str:
    """The options that make another command speak of the same law and code."""
    words: list[str] = []
    if target.topology != DEFAULT_TOPOLOGY:
        words += ["--topology", str(target.topology)]
    if target.source_root:
        words += ["--source-root", str(target.source_root)]
    if target.baseline or not topology.source.baseline:
        words += ["--baseline", str(target.baseline or "topology.baseline.json")]
    return "".join(f" {shlex.quote(word)}" for word in words)


def show(report: str) -> None:
    """Print a report; a character that the stream cannot take is escaped, never an error."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")
    # The report has colours only where they are wanted, so click must not take them out.
    click.echo(report, nl=False, color=True)


def compile_contracts(target: Target, output: Path, *, only_check: bool) -> int:
    """Write the import-linter contracts of a topology, or say how the written ones differ."""
    from conformance.compiling.importlinter_text import Origin, compile_text

    session = open_session(target)
    paths = (Path(session.topology.path), target.source_root, target.baseline)
    origin = Origin(*(Path(os.path.relpath(path, output.parent)).as_posix() if path else "" for path in paths))
    wanted = compile_text(session.topology, session.codebase, session.known, session.judgements, origin)
    present = output.read_text(encoding="utf-8", errors="replace") if output.exists() else ""
    if present == wanted:
        click.echo(f"{output} is up to date.", err=True)
        return CONFORMS
    if not only_check:
        write(output, wanted)
        click.echo(f"{output} is written; `lint-imports` now judges by it.", err=True)
        return CONFORMS
    lines = difflib.unified_diff(
        present.splitlines(), wanted.splitlines(), str(output), f"compiled from {session.topology.path}", "", "", 1, ""
    )
    diff = [terminal(line) for line in lines]
    more = [f"... and {len(diff) - DIFF_LINES} more lines"] if len(diff) > DIFF_LINES else []
    show("\n".join([*diff[:DIFF_LINES], *more, ""]))
    click.echo(f"{output} is out of date; run `conformance compile` and commit it.", err=True)
    return FINDINGS


def write(path: Path, report: str) -> None:
    """Write a file whole, or say in one sentence why not."""
    try:
        write_whole(path, report)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}") from None
