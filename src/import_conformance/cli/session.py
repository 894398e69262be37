"""What commands share: reading and judging, narrowing, showing, writing."""

import difflib
import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import click

from import_conformance.cli import verbose
from import_conformance.cli.answer_cache import BASIS, SEEN, Basis, Reads, Seen, basis
from import_conformance.cli.options import COLOR, wish
from import_conformance.cli.progress import shown
from import_conformance.judging.judge import baseline_path, conclude, judge, known_of, open_topology
from import_conformance.model.codebase import Codebase
from import_conformance.model.facts import Wanted
from import_conformance.model.finding import Kind
from import_conformance.model.topology import Severity, Topology
from import_conformance.model.verdict import KnownFinding, Verdict
from import_conformance.reading.cache.cache_file import Stamp, folder_for, is_wanted_here, stamp
from import_conformance.reading.cache.index import Index
from import_conformance.reading.codebase import Material, assemble, read_material
from import_conformance.reading.foreign.gate_files import folders_of, watched
from import_conformance.reading.project.declared import FILES, asks_for_declared
from import_conformance.reading.project.locating import Locator
from import_conformance.reading.tree.tree_state import CheckoutPaths
from import_conformance.reporting.view import View
from import_conformance.rules.shared.base import Judgement
from import_conformance.writing.files import replace_file

CONFORMS, FINDINGS, REFUSED = 0, 1, 2
LIMIT = 10
DEFAULT_TOPOLOGY = Path("topology.yaml")


class Refusal(click.ClickException):
    """Something that was asked for and cannot be done: one sentence, and the exit code of usage errors."""

    exit_code = REFUSED


@dataclass(frozen=True)
class Target:
    """What a command is about, as its options say.

    use_baseline: whether known findings are set aside. index: whether what earlier runs have learnt is used; None:
    as is usual where the command runs.
    """

    topology: Path = DEFAULT_TOPOLOGY
    source_root: Path | None = None
    baseline: Path | None = None
    use_baseline: bool = True
    index: bool | None = None

    @property
    def may_remember(self) -> bool:
        """Whether anything is kept for later runs."""
        return is_wanted_here() if self.index is None else self.index

    def open_index(self) -> Index | None:
        """What earlier runs have learnt of the code; None when it is not to be used."""
        folder = folder_for(self.topology) if self.may_remember else None
        seen = _notes().get(SEEN)
        if folder and isinstance(seen, Seen) and seen.learnt and seen.learnt.path == folder / "facts":
            return seen.learnt
        return Index(folder / "facts") if folder else None


@dataclass(frozen=True)
class Wishes:
    """How the result of `check` is wanted, as its options say. output: the file of the report for people, if any."""

    output: Path | None = None
    ledger: str = "counts"
    severity: str = "low"
    limit: int | None = None
    show_known: bool = False
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
    material: Material


def open_session(target: Target, also: Wanted | None = None) -> Session:
    """Read the law, the code and the baseline, and judge; the verdict carries how long that took.

    also: facts to read of every file, besides those that the laws ask for.
    """
    started = time.perf_counter()
    seen = stamp(os.fspath(target.topology))
    topology, base = open_topology(target.topology, target.source_root)
    baseline = baseline_path(topology, target.baseline)
    _note_basis(target, topology, base, seen)
    known = known_of(topology, target.baseline) if target.use_baseline else ()
    opened = time.perf_counter()
    with shown() as tell:
        index = target.open_index()
        material = read_material(topology, base, also, tell, index)
        codebase = assemble(topology, *material, index.likeness if index else None)
        read = time.perf_counter()
        judgements = judge(topology, codebase, tell)
    _note_looked_at(material)
    if index:
        index.save_likeness()
        _note_reads(index)
    verdict = conclude(topology, codebase, judgements, known)
    ended = time.perf_counter()
    spans = {"law": opened - started, "read": read - opened, "judge": ended - read, "total": ended - started}
    timings = {name: round(seconds * 1000, 1) for name, seconds in spans.items()}
    timed = replace(verdict, timings_ms=timings)
    verbose.tell(lambda: verbose.judged(timed, base, baseline, known, left_out=not target.use_baseline))
    return Session(topology, base, codebase, judgements, baseline, known, timed, material)


def _note_basis(target: Target, topology: Topology, base: Path, seen: Stamp | None) -> None:
    """Let the door know what the answer will rest on; seen: the state of the topology before it was read."""
    notes = _notes()
    # A rule from outside may rest on anything.
    if target.may_remember and not topology.custom:
        source = topology.source
        places = os.path.abspath(base), os.path.abspath(target.topology.parent)
        ground = CheckoutPaths(places[0], source.roots, source.packages, source.is_given, places[1])
        baseline = baseline_path(topology, target.baseline)
        contracts = contracts_path(topology)
        home = contracts.parent
        declared = tuple(base / name for name in FILES) if asks_for_declared(topology) else ()
        beside = (*watched(home, folders_of(home)), *declared)
        read = (target.topology, contracts, *beside, *((baseline,) if baseline else ()))
        found = basis(read, ground, cast("Seen | None", notes.get(SEEN)))
        if found.files[0][1] == seen:
            notes[BASIS] = found


def _note_looked_at(material: Material) -> None:
    """Let the entry point know which files decided what becomes of others."""
    notes = _notes()
    found = notes.get(BASIS)
    if isinstance(found, Basis):
        looked_at = tuple((os.path.abspath(path), state) for path, state in material.found.looked_at)
        notes[BASIS] = found._replace(files=(*found.files, *looked_at))


def _note_reads(index: Index) -> None:
    """Let the door know which facts the answer rests on, so that it holds for files that have them still."""
    notes = _notes()
    found = notes.get(BASIS)
    if isinstance(found, Basis) and index.path and index.is_whole:
        wishes = {key: wanted.fields for key, wanted in index.wishes.items()}
        notes[BASIS] = found._replace(reads=Reads(index.path, index.asked, wishes))


def _notes() -> dict[str, object]:
    """What the door has seen, and is told; it hears nothing where a command does not come from it."""
    context = click.get_current_context(silent=True)
    notes = context.find_root().obj if context else None
    return notes if isinstance(notes, dict) else {}


def roots_of(session: Session) -> tuple[Path, ...]:
    """The directories of the source roots."""
    return tuple(session.base / root for root in session.topology.source.roots)


def contracts_path(topology: Topology) -> Path:
    """Where the compiled contracts of a topology are kept."""
    return Path(topology.path).parent / ".importlinter"


def narrowed(verdict: Verdict, laws: tuple[str, ...]) -> Verdict:
    """The verdict on some laws only; files that cannot be read stay in it, for they may break any law.

    Raises:
        click.BadParameter: when there is no such law; it names the nearest ones.
    """
    if not laws:
        return verdict
    refuse_unknown(laws, [report.id for report in verdict.laws])
    findings = tuple(f for f in verdict.findings if f.law in laws or f.kind is Kind.UNPARSABLE)
    kept = {*laws, *(finding.law for finding in findings)}
    return replace(
        verdict,
        laws=tuple(report for report in verdict.laws if report.id in kept),
        findings=findings,
        stale=tuple(entry for entry in verdict.stale if entry.known.law in laws),
        waived=tuple((waiver, finding) for waiver, finding in verdict.waived if finding.law in laws),
    )


def refuse_unknown(laws: Iterable[str], ids: Iterable[str], kind: str = "law") -> None:
    """Stop at an id that nothing has.

    Raises:
        click.BadParameter: naming the nearest ones.
    """
    known = list(dict.fromkeys(ids))
    for law in laws:
        if law not in known:
            near = difflib.get_close_matches(law, known, 3, 0.5)
            hint = f"nearest: {', '.join(near)}" if near else f"there are: {', '.join(sorted(known)[:8])}..."
            raise click.BadParameter(f"no {kind} has the id {law!r}; {hint}", param_hint="LAW")


def view_of(session: Session, target: Target, wishes: Wishes) -> View:
    """The reader's wishes, what the reader's screen can do, and the names that paths and commands have here."""
    return replace(
        screen_of(wishes),
        locate=_locator(session).source,
        options=_options(target),
        baseline="" if target.baseline or session.topology.source.baseline else "topology.baseline.json",
    )


def _locator(session: Session) -> Locator:
    return Locator(roots_of(session), Path.cwd(), session.base, Path(session.topology.path))


def screen_of(wishes: Wishes) -> View:
    """The reader's wishes, and what the reader's screen can do."""
    on_screen = sys.stdout.isatty() and wishes.output is None
    limit = wishes.limit if wishes.limit is not None else (LIMIT if on_screen else 0)
    return View(
        color=is_colored(wishes.output),
        width=shutil.get_terminal_size().columns if on_screen else None,
        limit=limit or None,
        show_known=wishes.show_known,
        severity=Severity(wishes.severity),
        quiet=wishes.quiet,
    )


def is_colored(output: Path | None) -> bool:
    """Colours as told; by default as https://no-color.org and https://force-color.org say, but never in a file."""
    told = wish(COLOR) or "auto"
    if told != "auto":
        return told == "always"
    if os.environ.get("NO_COLOR") or output:
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _options(target: Target) -> str:
    """The options that make another command speak of the same law and code."""
    words: list[str] = []
    if target.topology != DEFAULT_TOPOLOGY:
        words += ["--topology", str(target.topology)]
    if target.source_root:
        words += ["--source-root", str(target.source_root)]
    if target.baseline:
        words += ["--baseline", str(target.baseline)]
    return "".join(f" {shlex.quote(word)}" for word in words)


def show(report: str) -> None:
    """Print a report; a character that the stream cannot take is escaped, never an error."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")
    # The report has colours only where they are wanted, so click must not take them out.
    click.echo(report, nl=False, color=True)


def deliver(text: str, output: Path | None, thing: str) -> None:
    """Print a text, or write it to a file and say so. thing: what it is, with a capital: `The review`."""
    if output is None:
        show(text)
        return
    write(output, text)
    click.echo(f"{thing} is in {output}", err=True)


def write(path: Path, report: str | Iterable[str]) -> None:
    """Write the pieces of a file whole, or say in one sentence why not."""
    try:
        replace_file(path, report)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}") from None
