"""`conformance baseline`: record, prune and show the known findings."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from import_conformance.cli.errors import CONFORMS, FINDINGS, Refusal
from import_conformance.cli.options import ANSWERED, Target, about_code, exits, in_colors

if TYPE_CHECKING:
    from import_conformance.judging.session import Session
    from import_conformance.model.topology import Topology
    from import_conformance.model.verdict import KnownFinding
    from import_conformance.reading.baseline_file import BaselineRecord

# How many of the last changes `show` lists.
TREND = 10


@click.group()
def baseline() -> None:
    """Keep the file of known findings: debt that is tolerated, and that may only shrink."""


@baseline.command(epilog=exits("the baseline is written", "it would grow, and --allow-new is not said"))
@about_code
@click.option("--allow-new", is_flag=True, help="Let the baseline grow: accept what is new as known.")
@click.option("--reason", default="", help="Why the findings that are added are tolerated.")
@in_colors
def update(target: Target, *, allow_new: bool, reason: str) -> int:
    """Record what there is; refuses to grow without --allow-new."""
    from dataclasses import replace

    from import_conformance.cli.session import open_session
    from import_conformance.model.debt.ratchet import baseline_of
    from import_conformance.model.finding import Kind
    from import_conformance.reporting.words import counted

    session = open_session(target)
    path = _path(session.topology, target)
    at_fault = sum(finding.kind is Kind.AT_FAULT for finding in session.verdict.new)
    new = len(session.verdict.new) - at_fault
    if new and not allow_new:
        _show_growth(session, target, path, new)
        return FINDINGS
    if new and not reason.strip():
        raise Refusal("debt without a reason is forgotten: say --reason TEXT, why these findings may stay for now")
    # A baseline that leads out of the repository is replaced, and the finding about that is gone with it.
    replaced = {each.what for each in session.verdict.unread if not each.is_code and path == session.baseline}
    present = [finding for finding in session.verdict.findings if finding.identity not in replaced]
    entries = baseline_of(present, session.known)
    if at_fault:
        which = f"{counted(at_fault, 'finding')} about a law itself"
        click.echo(f"{which} left out, which is no debt of the code: correct {session.topology.path}.", err=True)
    return _save(path, session, [replace(entry, reason=entry.reason or reason.strip()) for entry in entries])


@baseline.command(epilog=exits("the baseline is written"))
@about_code
def prune(target: Target) -> int:
    """Strike out the entries whose findings are gone."""
    from import_conformance.cli.session import open_session
    from import_conformance.model.debt.ratchet import baseline_of
    from import_conformance.model.finding import State

    session = open_session(target)
    path = _path(session.topology, target)
    remaining = [finding for finding in session.verdict.findings if finding.state is State.KNOWN]
    return _save(path, session, baseline_of(remaining, session.known))


@baseline.command(epilog=ANSWERED)
@about_code
def show(target: Target) -> int:
    """Show how much is tolerated under each law, and why."""
    from import_conformance.cli import output, verbose
    from import_conformance.judging.session import Request, open_session
    from import_conformance.reading.baseline_file import BaselineRecord, read_baseline, read_record
    from import_conformance.reporting.escaping import terminal

    topology = open_session(Request(target.topology, target.source_root)).topology
    path = _path(topology, target)
    is_away = _is_away(path, topology, target)
    known = () if is_away else read_baseline(path)
    verbose.report(lambda: {"law": verbose.law(topology), "baseline": verbose.baseline(path, known)})
    record = BaselineRecord({}, ()) if is_away else read_record(path)
    rows = list(_reasons(known))
    if is_away:
        rows.append(f"{path} leads out of the repository by a link, so it is not read")
    lines = [*map(terminal, rows), _total(known, path), *_trend(record), *_law_changes(topology, record), ""]
    output.show("\n".join(lines))
    return CONFORMS


def _show_growth(session: "Session", target: Target, path: Path, new: int) -> None:
    """Print the new findings, and why the baseline was not written."""
    from import_conformance.cli.output import CheckOptions, show, view_of
    from import_conformance.reporting import text
    from import_conformance.reporting.words import counted

    show("\n".join([*text.findings(session.verdict, view_of(session, target, CheckOptions(limit=3))), ""]))
    grown = counted(new, "finding")
    sentence = f"{path} is left as it was: it would grow by {grown}. Fix them, or say --allow-new --reason TEXT."
    click.echo(sentence, err=True)


def _reasons(known: "Iterable[KnownFinding]") -> Iterator[str]:
    """Yield a line for each law and reason, with the number of findings."""
    from collections import Counter

    counts: Counter[tuple[str, str]] = Counter()
    for entry in known:
        counts[entry.law, entry.reason or "(no reason given)"] += entry.count
    width = max((len(law) for law, _ in counts), default=0)
    for (law, reason), number in sorted(counts.items()):
        yield f"{number:>6}  {law:<{width}}  {reason}"


def _total(known: "Iterable[KnownFinding]", path: Path) -> str:
    from import_conformance.reporting.words import counted

    return f"{counted(sum(entry.count for entry in known), 'known finding')} in {path}"


def _trend(record: "BaselineRecord") -> Iterator[str]:
    """Yield the number of known findings after each of the last changes, as one line."""
    if len(record.history) > 1:
        yield f"trend: {' -> '.join(map(str, record.history[-TREND:]))}"


def _law_changes(topology: "Topology", record: "BaselineRecord") -> Iterator[str]:
    """Yield the laws that differ from those the baseline was written under: findings may be gone because of them."""
    from import_conformance.model.changes.loosening import LawChanges, changes, digests
    from import_conformance.reporting.escaping import terminal

    changed = changes(record.laws, digests(topology)) if record.laws else LawChanges()
    for word, laws in (("added", changed.added), ("removed", changed.removed), ("changed", changed.changed)):
        if laws:
            yield terminal(f"laws {word} since it was written: {', '.join(laws)}")


def _path(topology: "Topology", target: Target) -> Path:
    """Return the file to read or write."""
    from import_conformance.judging.judge import baseline_path

    path = baseline_path(topology, target.baseline)
    if path is None:
        raise Refusal(
            f"{topology.path} names no baseline: add `baseline: FILE` to its `source`, or say --baseline FILE"
        )
    return path


def _is_away(path: Path, topology: "Topology", target: Target) -> bool:
    """Whether the topology's own baseline leads out of the repository; a file named on the command line is trusted."""
    from import_conformance.reading.tree.links import leading_out

    return target.baseline is None and leading_out(path, Path(topology.path).parent)


def _save(path: Path, session: "Session", entries: "Iterable[KnownFinding]") -> int:
    """Write the entries, and those of files that could not be read, because their debt may still exist."""
    written = {entry.fingerprint: entry for entry in entries}
    preserved = _unverifiable(session, frozenset(written))
    after = [*written.values(), *preserved]
    _write(path, session.topology, after)
    before, now = (sum(entry.count for entry in entries) for entries in (session.known, after))
    _announce(path, session.topology, before, now, len(preserved))
    return CONFORMS


def _unverifiable(session: "Session", written: frozenset[str]) -> "list[KnownFinding]":
    """Return the known findings that were not found, in files that could not be read."""
    from import_conformance.model.finding import Kind

    unread = {finding.path for finding in session.verdict.findings if finding.kind is Kind.UNPARSABLE}
    is_whole = not any(each.is_code for each in session.verdict.unread)
    left = [entry for entry in session.known if entry.fingerprint not in written]
    return [entry for entry in left if entry.path in unread or not is_whole]


def _write(path: Path, topology: "Topology", entries: "Iterable[KnownFinding]") -> None:
    """Write the baseline."""
    from import_conformance.judging.judge import baseline_path
    from import_conformance.model.changes.loosening import digests
    from import_conformance.reading.baseline_file import read_record
    from import_conformance.reading.tree.links import leading_out
    from import_conformance.writing.baseline_file import write_baseline
    from import_conformance.writing.folders import make_folder

    is_given = path != baseline_path(topology)
    home = Path(topology.path).parent
    if not is_given and leading_out(path.parent, home):
        raise Refusal(f"{path} cannot be written: its folder leads out of the repository by a link")
    try:
        make_folder(path.parent)
        # What a link leads to outside of the repository is replaced, and never read.
        history = () if not is_given and leading_out(path, home) else read_record(path).history
        write_baseline(path, entries, digests(topology), history)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}") from None


def _announce(path: Path, topology: "Topology", before: int, now: int, preserved: int) -> None:
    """Print what changed and what else has to be done; `preserved` entries stay although their findings are gone."""
    from import_conformance.linting.currency import contracts_path
    from import_conformance.reporting.words import counted

    click.echo(f"{path}: {counted(before, 'known finding')} before, {now} now.", err=True)
    if not topology.source.baseline:
        name = os.path.relpath(path, Path(topology.path).parent)
        sentence = f"{topology.path} names no baseline: add `baseline: {name}` to its `source`"
        click.echo(f"{sentence}, or say --baseline each time.", err=True)
    contracts = contracts_path(topology)
    if contracts.is_file() and before != now:
        click.echo(f"{contracts} goes by the baseline: run `conformance compile`, too.", err=True)
    if preserved:
        click.echo(f"{counted(preserved, 'entry')} kept although not found, for their files cannot be read.", err=True)
