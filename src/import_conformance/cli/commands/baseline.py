"""What the `baseline` subcommands do: record known findings, strike them out, show them."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from import_conformance.cli import verbose
from import_conformance.cli.session import (
    CONFORMS,
    FINDINGS,
    Refusal,
    Session,
    Target,
    Wishes,
    contracts_path,
    open_session,
    show,
    view_of,
)
from import_conformance.judging.judge import baseline_path, open_topology
from import_conformance.model.changes.loosening import LawChanges, changes, digests
from import_conformance.model.debt.ratchet import baseline_of
from import_conformance.model.finding import Kind, State
from import_conformance.model.topology import Topology
from import_conformance.model.verdict import KnownFinding
from import_conformance.reading.baseline_file import Record, read_baseline, read_record
from import_conformance.reading.tree.links import leading_out
from import_conformance.reporting import text
from import_conformance.reporting.escaping import terminal
from import_conformance.reporting.words import counted
from import_conformance.writing.baseline_file import write_baseline
from import_conformance.writing.folders import make_folder


def update(target: Target, *, allow_new: bool, reason: str) -> int:
    """Make the baseline know what there is; it grows only when that is said in so many words."""
    session = open_session(target)
    path = _path(session.topology, target)
    at_fault = sum(finding.kind is Kind.AT_FAULT for finding in session.verdict.new)
    new = tuple(finding for finding in session.verdict.new if finding.kind is not Kind.AT_FAULT)
    if new and not allow_new:
        show("\n".join([*text.findings(session.verdict, view_of(session, target, Wishes(limit=3))), ""]))
        grown = counted(len(new), "finding")
        sentence = f"{path} is left as it was: it would grow by {grown}. Mend them, or say --allow-new --reason TEXT."
        click.echo(sentence, err=True)
        return FINDINGS
    if new and not reason.strip():
        raise Refusal("debt without a reason is forgotten: say --reason TEXT, why these findings may stay for now")
    # A baseline that leads out is replaced, so that the finding about it is gone by then.
    replaced = {each.what for each in session.verdict.unread if not each.is_code and path == session.baseline}
    there = [finding for finding in session.verdict.findings if finding.identity not in replaced]
    entries = baseline_of(there, session.known)
    if at_fault:
        which = f"{counted(at_fault, 'finding')} about a law itself"
        click.echo(f"{which} left out, which is no debt of the code: correct {session.topology.path}.", err=True)
    return _save(path, session, [replace(entry, reason=entry.reason or reason.strip()) for entry in entries])


def prune(target: Target) -> int:
    """Strike out what was paid; new findings stay new."""
    session = open_session(target)
    path = _path(session.topology, target)
    remaining = [finding for finding in session.verdict.findings if finding.state is State.KNOWN]
    return _save(path, session, baseline_of(remaining, session.known))


def display(target: Target) -> int:
    """Show how much is tolerated under each law, and why."""
    topology, _ = open_topology(target.topology, target.source_root)
    path = _path(topology, target)
    is_away = _is_away(path, topology, target)
    known = () if is_away else read_baseline(path)
    verbose.tell(lambda: {"law": verbose.law(topology), "baseline": verbose.baseline(path, known)})
    counts: Counter[tuple[str, str]] = Counter()
    for entry in known:
        counts[entry.law, entry.reason or "(no reason given)"] += entry.count
    wide = max((len(law) for law, _ in counts), default=0)
    rows = [f"{number:>6}  {law:<{wide}}  {reason}" for (law, reason), number in sorted(counts.items())]
    total = f"{counted(counts.total(), 'known finding')} in {path}"
    record = Record({}, ()) if is_away else read_record(path)
    if is_away:
        rows.append(terminal(f"{path} leads out of the repository by a link, so it is not read"))
    show("\n".join([*map(terminal, rows), total, *_trend(record), *_law_changes(topology, record), ""]))
    return CONFORMS


def _trend(record: Record) -> Iterator[str]:
    """How the number of known findings went, the last ten changes."""
    if len(record.history) > 1:
        yield f"trend: {' -> '.join(map(str, record.history[-10:]))}"


def _law_changes(topology: Topology, record: Record) -> Iterator[str]:
    """The laws that are no longer those under which the baseline was written: findings may have gone with them."""
    changed = changes(record.laws, digests(topology)) if record.laws else LawChanges()
    for word, laws in (("added", changed.added), ("removed", changed.removed), ("changed", changed.changed)):
        if laws:
            yield terminal(f"laws {word} since it was written: {', '.join(laws)}")


def _path(topology: Topology, target: Target) -> Path:
    path = baseline_path(topology, target.baseline)
    if path is None:
        raise Refusal(
            f"{topology.path} names no baseline: add `baseline: FILE` to its `source`, or say --baseline FILE"
        )
    return path


def _is_away(path: Path, topology: Topology, target: Target) -> bool:
    """Whether the baseline that the topology names leads out of the repository; what a person names is trusted."""
    return target.baseline is None and leading_out(path, Path(topology.path).parent)


def _save(path: Path, session: Session, entries: Iterable[KnownFinding]) -> int:
    """Write the entries, and those of files that could not be read: nobody can tell whether their debt is paid."""
    written = {entry.fingerprint: entry for entry in entries}
    unread = {finding.path for finding in session.verdict.findings if finding.kind is Kind.UNPARSABLE}
    is_whole = not any(each.is_code for each in session.verdict.unread)
    left = [entry for entry in session.known if entry.fingerprint not in written]
    kept = [entry for entry in left if entry.path in unread or not is_whole]
    is_given = path != baseline_path(session.topology)
    home = Path(session.topology.path).parent
    if not is_given and leading_out(path.parent, home):
        raise Refusal(f"{path} cannot be written: its folder leads out of the repository by a link")
    after = [*written.values(), *kept]
    try:
        make_folder(path.parent)
        # What a link leads to outside of the repository is replaced, and never read.
        history = () if not is_given and leading_out(path, home) else read_record(path).history
        write_baseline(path, after, digests(session.topology), history)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}") from None
    before, now = (sum(entry.count for entry in entries) for entries in (session.known, after))
    click.echo(f"{path}: {counted(before, 'known finding')} before, {now} now.", err=True)
    if not session.topology.source.baseline:
        name = os.path.relpath(path, Path(session.topology.path).parent)
        sentence = f"{session.topology.path} names no baseline: add `baseline: {name}` to its `source`"
        click.echo(f"{sentence}, or say --baseline each time.", err=True)
    contracts = contracts_path(session.topology)
    if contracts.is_file() and before != now:
        click.echo(f"{contracts} goes by the baseline: run `conformance compile`, too.", err=True)
    if kept:
        click.echo(f"{counted(len(kept), 'entry')} kept although not found, for their files cannot be read.", err=True)
    return CONFORMS
