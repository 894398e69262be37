"""What commands read and judge, and the verdict narrowed to some laws."""

import difflib
import os
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

import click

from import_conformance.cli import verbose
from import_conformance.cli.answer_cache import INPUTS, SNAPSHOT, CacheInputs, ReadFacts, TreeSnapshot, cache_inputs
from import_conformance.cli.options import Target
from import_conformance.cli.progress import progress_line
from import_conformance.judging import session as judging
from import_conformance.judging.session import Request, Session
from import_conformance.linting.currency import contracts_path
from import_conformance.model.base.facts import Wanted
from import_conformance.model.finding import Kind, State
from import_conformance.model.laws.custom import Custom
from import_conformance.model.progress import ProgressCallback
from import_conformance.model.verdict import Verdict
from import_conformance.reading.cache.cache_file import Stamp, folder_for, is_wanted_here, stamp
from import_conformance.reading.cache.index import Index
from import_conformance.reading.codebase import Material
from import_conformance.reading.foreign.gate_files import folders_of, watched
from import_conformance.reading.project.declared import FILES, asks_for_declared
from import_conformance.reading.tree.repository import CODEOWNERS_PLACES, repository_of
from import_conformance.reading.tree.tree_state import CheckoutPaths


def open_session(target: Target, also: Wanted | None = None) -> Session:
    """Read the law, the code and the baseline, and judge.

    Args:
        target: What the command was given.
        also: Facts to read of every file, besides those that the laws need.

    Returns:
        The session, all parts of which are found; its verdict has the time that each part of the work took.

    Raises:
        TopologyError: when the law cannot be applied.
    """
    started = time.perf_counter()
    topology_state = stamp(os.fspath(target.topology))
    with progress_line() as report_progress:
        session = judging.open_session(_request(target, also, report_progress))
        _note_inputs(target, session, topology_state)
        # Each part is found here, in this order, so that its time is measured and problems come before any output.
        known = session.known
        opened = time.perf_counter()
        _ = session.codebase
        read = time.perf_counter()
        _ = session.judgements
    _note_reads(session.material, session.index)
    verdict = session.verdict
    ended = time.perf_counter()
    spans = {"law": opened - started, "read": read - opened, "judge": ended - read, "total": ended - started}
    timed = replace(verdict, timings_ms={name: round(seconds * 1000, 1) for name, seconds in spans.items()})
    verbose.report(
        lambda: verbose.judged(timed, session.base, session.baseline, known, left_out=not target.use_baseline)
    )
    return session.with_verdict(timed)


def _request(target: Target, also: Wanted | None, report_progress: ProgressCallback) -> Request:
    """Return what a command was given as the request for a session."""
    return Request(
        target.topology,
        target.source_root,
        target.baseline,
        target.use_baseline,
        also,
        partial(_open_index, target),
        report_progress,
    )


def _uses_index(target: Target) -> bool:
    """Whether anything is cached for later runs."""
    return is_wanted_here() if target.use_index is None else target.use_index


def _open_index(target: Target) -> Index | None:
    """Open the index of what earlier runs read of the code; None when it is not to be used."""
    folder = folder_for(target.topology) if _uses_index(target) else None
    snapshot = _notes().get(SNAPSHOT)
    known_facts = snapshot.known_facts if isinstance(snapshot, TreeSnapshot) else None
    if folder and known_facts and known_facts.path == folder / "facts":
        return known_facts
    return Index(folder / "facts") if folder else None


def _note_inputs(target: Target, session: Session, topology_state: Stamp | None) -> None:
    """Note the state of everything that the answer depends on, so that the answer can be cached."""
    notes, topology, base = _notes(), session.topology, session.base
    # A custom rule may depend on anything.
    if _uses_index(target) and not topology.of(Custom):
        source = topology.source
        places = os.path.abspath(base), os.path.abspath(target.topology.parent)
        ground = CheckoutPaths(places[0], source.roots, source.packages, source.is_given, places[1])
        baseline = session.baseline
        contracts = contracts_path(topology)
        home = contracts.parent
        declared = tuple(base / name for name in FILES) if asks_for_declared(topology) else ()
        repository = repository_of(base)
        owners = (Path(repository, place) for place in CODEOWNERS_PLACES)
        beside = (*watched(home, folders_of(home)), *declared, *owners)
        read = (target.topology, contracts, *beside, *((baseline,) if baseline else ()))
        found = cache_inputs(read, ground, cast("TreeSnapshot | None", notes.get(SNAPSHOT)))
        if found.files[0][1] == topology_state:
            notes[INPUTS] = found


def _note_reads(material: Material, index: Index | None) -> None:
    """Note the files that decided what becomes of others, and the facts that the answer depends on.

    The answer stays valid for changed files that still have the same facts.
    """
    notes = _notes()
    found = notes.get(INPUTS)
    if not isinstance(found, CacheInputs):
        return
    looked_at = tuple((os.path.abspath(path), state) for path, state in material.found.looked_at)
    notes[INPUTS] = found = found._replace(files=(*found.files, *looked_at))
    if index and index.path and index.is_whole:
        requests = {key: wanted.fields for key, wanted in index.requests.items()}
        notes[INPUTS] = found._replace(reads=ReadFacts(index.path, index.asked, requests))


def _notes() -> dict[str, object]:
    """Return what `start` and a command pass to each other; empty where the command was called in another way."""
    context = click.get_current_context(silent=True)
    notes = context.find_root().obj if context else None
    return notes if isinstance(notes, dict) else {}


def narrowed(verdict: Verdict, laws: tuple[str, ...]) -> Verdict:
    """Narrow a verdict to some laws, or all where none are given.

    Files that cannot be read may break any law, so they stay in it.

    Raises:
        click.BadParameter: when there is no such law, with the nearest ones.
    """
    if not laws:
        return verdict
    refuse_unknown(laws, [report.id for report in verdict.laws])
    findings = tuple(f for f in verdict.findings if f.law in laws or f.kind is Kind.UNPARSABLE)
    remaining = {*laws, *(finding.law for finding in findings)}
    return replace(
        verdict,
        laws=tuple(report for report in verdict.laws if report.id in remaining),
        findings=findings,
        stale=tuple(entry for entry in verdict.stale if entry.known.law in laws),
        waived=tuple((waiver, finding) for waiver, finding in verdict.waived if finding.law in laws),
    )


def owned_by(session: Session, teams: tuple[str, ...]) -> Session:
    """Narrow the verdict of a session to the findings of some owners, or leave it whole where none are given.

    Files that cannot be read may break the laws of any owner, so they stay in it.

    Raises:
        click.BadParameter: when neither the topology nor CODEOWNERS names an owner, with the nearest ones.
    """
    if not teams:
        return session
    from import_conformance.judging.owners import is_owned_by

    verdict, owners = session.verdict, session.owners
    _refuse_unknown_owners(teams, owners.names())
    findings = tuple(f for f in verdict.findings if is_owned_by(f.owner, teams) or f.kind is Kind.UNPARSABLE)
    counts = Counter((finding.rule, finding.law, finding.state) for finding in findings)
    found = {(finding.rule, finding.law) for finding in findings}
    modules = {(file.root, file.path): file.module or "" for file in verdict.files}
    return session.with_verdict(
        replace(
            verdict,
            laws=tuple(
                replace(law, new=counts[law.rule, law.id, State.NEW], known=counts[law.rule, law.id, State.KNOWN])
                for law in verdict.laws
                if (law.rule, law.id) in found or is_owned_by(owners.of_law(law.id), teams)
            ),
            findings=findings,
            stale=tuple(entry for entry in verdict.stale if is_owned_by(owners.of_known(entry.known, modules), teams)),
            waived=tuple((waiver, finding) for waiver, finding in verdict.waived if is_owned_by(finding.owner, teams)),
        ),
    )


def _refuse_unknown_owners(teams: Iterable[str], names: tuple[str, ...]) -> None:
    """Refuse an owner whom nothing names, and name the nearest."""
    for team in teams:
        if team not in names:
            near = difflib.get_close_matches(team, names, 3, 0.5)
            there_are = f"there are: {', '.join(sorted(names)[:8])}" if names else "none is named at all"
            hint = f"nearest: {', '.join(near)}" if near else there_are
            raise click.BadParameter(
                f"neither the topology nor CODEOWNERS names the owner {team!r}; {hint}", param_hint="--owner"
            )


def refuse_unknown(laws: Iterable[str], ids: Iterable[str], kind: str = "law") -> None:
    """Refuse an id that does not exist, and name the nearest."""
    known = list(dict.fromkeys(ids))
    for law in laws:
        if law not in known:
            near = difflib.get_close_matches(law, known, 3, 0.5)
            hint = f"nearest: {', '.join(near)}" if near else f"there are: {', '.join(sorted(known)[:8])}..."
            raise click.BadParameter(f"no {kind} has the id {law!r}; {hint}", param_hint="LAW")
