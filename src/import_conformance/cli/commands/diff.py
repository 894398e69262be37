"""What `diff` does, apart from its options: judge two revisions, hold them against each other, tell it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from import_conformance.cli import verbose
from import_conformance.cli.progress import shown
from import_conformance.cli.session import CONFORMS, FINDINGS, REFUSED, Refusal, Target, Wishes, deliver, screen_of
from import_conformance.comparing.law_changes import law_delta
from import_conformance.comparing.revisions import Court, Ground, Judged, on_disk
from import_conformance.model.changes.comparing import Moves, match, moves_of
from import_conformance.model.changes.comparison import (
    LETTERS,
    Comparison,
    Judge,
    LawDelta,
    Side,
    dependency_changes,
    figures,
)
from import_conformance.model.structure.structure import Structure, structure
from import_conformance.model.topology import Topology
from import_conformance.reading.excerpts.line_reader import contents, line_reader
from import_conformance.reading.history.git import GitError
from import_conformance.reading.history.site import Site, find_site
from import_conformance.reading.project.locating import relative
from import_conformance.reporting.comparison import json_format, markdown, text
from import_conformance.reporting.words import counted


@dataclass(frozen=True)
class DiffWishes:
    """What is to be compared and how it is told, as the options say. head: None for the work tree."""

    base: str
    head: str | None = None
    merge_base: bool = False
    law: str = "head"
    form: str = "text"
    output: Path | None = None
    limit: int | None = None
    quiet: bool = False
    fail_on_loosened: bool = False


def diff(target: Target, wishes: DiffWishes) -> int:
    """Compare and tell; the exit code is about what was introduced, whatever else there is."""
    try:
        with _compared(target, wishes) as comparison:
            verbose.tell(lambda: _in_detail(comparison))
            report = _rendered(comparison, wishes)
    except GitError as error:
        raise Refusal(str(error)) from None
    if wishes.output:
        click.echo(text.answer(comparison), err=True)
    deliver(report, wishes.output, "The comparison")
    if comparison.head.problems:
        return REFUSED
    # Where nobody knows what the new law hides, nobody can say that it hides nothing.
    is_loosened = wishes.fail_on_loosened and (comparison.law.is_loosened or comparison.law.is_unknown)
    return FINDINGS if comparison.matched.introduced or is_loosened else CONFORMS


def _in_detail(comparison: Comparison) -> dict[str, str]:
    """What was compared, for `--verbose`."""
    sides = {"base": comparison.base, "head": comparison.head}
    told = {name: f"{side.short}, {counted(len(side.verdict.files), 'file')} on disk" for name, side in sides.items()}
    return {"law": comparison.topology, **told}


def _rendered(comparison: Comparison, wishes: DiffWishes) -> str:
    if wishes.form == "json":
        return json_format.render(comparison)
    if wishes.form == "markdown":
        return markdown.render(comparison)
    if wishes.quiet:
        return f"{text.answer(comparison)}\n"
    return text.render(comparison, screen_of(Wishes(output=wishes.output, limit=wishes.limit, show_known=True)))


@contextmanager
def _compared(target: Target, wishes: DiffWishes) -> Iterator[Comparison]:
    """The comparison, while the files of both revisions are there to be looked into."""
    site = find_site(target.topology, target.source_root)
    base = wishes.base
    if wishes.merge_base:
        commits = (site.repository.commit(name) for name in (base, wishes.head or "HEAD"))
        base = site.repository.merge_base(*commits)[:LETTERS]
    with on_disk(site, target, base, wishes.head) as (before, later):
        with shown() as tell:
            comparison = _comparison(site, target, (before, later), Judge(wishes.law), Court(tell))
        yield comparison


def _comparison(site: Site, target: Target, grounds: tuple[Ground, Ground], judge: Judge, court: Court) -> Comparison:
    before, later = grounds
    laws = _judging(before, later, judge)
    old, new = (court.judge(*pair) for pair in zip((before, later), laws, strict=True))
    lines = line_reader(old.locator.open_at), line_reader(new.locator.open_at)
    moves = _moves(old, new)
    matched = match(old.verdict.findings, new.verdict.findings, moves, lines)
    parts = [structure(law, each.codebase, each.verdict.findings) for law, each in zip(laws, (old, new), strict=True)]
    return Comparison(
        base=_side(before, old, parts[0], is_own=False),
        head=_side(later, new, parts[1], is_own=laws[1] is later.law.topology),
        judge=judge,
        code=relative(site.base / site.root, site.repository.top) if site.root else "",
        topology=site.law or str(target.topology),
        matched=matched,
        moves=moves,
        edges=dependency_changes(*parts),
        law=LawDelta(fixed=True) if site.law is None else law_delta(court, before, later, matched, moves),
    )


def _judging(before: Ground, later: Ground, judge: Judge) -> tuple[Topology, Topology]:
    """The laws that judge the two revisions."""
    sides = {Judge.HEAD: (later, later), Judge.BASE: (before, before), Judge.OWN: (before, later)}[judge]
    first, second = (_present(ground, judge) for ground in sides)
    return first, second


def _present(ground: Ground, judge: Judge) -> Topology:
    if ground.law.topology:
        return ground.law.topology
    other = "--law base" if judge is Judge.HEAD else "--law head"
    raise Refusal(f"{ground.law.untold}; {other} judges both revisions by the law of the other one")


def _moves(old: Judged, new: Judged) -> Moves:
    modules = tuple({file.path: file.module for file in each.codebase.files if file.module} for each in (old, new))
    removed = contents(modules[0].keys() - modules[1].keys(), old.locator.open_at)
    added = contents(modules[1].keys() - modules[0].keys(), new.locator.open_at)
    return moves_of(removed, added, modules)


def _side(ground: Ground, judged: Judged, parts: Structure, *, is_own: bool) -> Side:
    return Side(
        name=ground.name,
        commit=ground.commit,
        verdict=judged.verdict,
        figures=figures(judged.verdict, judged.codebase, parts),
        locate=judged.locator.source,
        problems=judged.problems if is_own else (),
        unread=ground.unread,
    )
