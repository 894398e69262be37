"""`conformance diff`: judge two revisions, and report what changed between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from import_conformance.cli.errors import CONFORMS, FINDINGS, REFUSED, Refusal
from import_conformance.cli.options import (
    Target,
    about_code,
    exits,
    in_colors,
    with_format,
    with_limit,
    with_no_baseline,
    with_output,
    with_quiet,
)

if TYPE_CHECKING:
    from import_conformance.comparing.revisions import JudgedRevision, RevisionCheckout, RevisionJudge
    from import_conformance.model.changes.comparing import Moves
    from import_conformance.model.changes.comparison import Comparison, Judge, Side
    from import_conformance.model.structure.structure import Structure
    from import_conformance.model.topology import Topology
    from import_conformance.reading.history.site import Site

WHOSE = "Whose law judges both: that of HEAD, of BASE, or of each its own."
COMPARED = exits(
    "no finding was introduced", "findings were introduced, or, with --fail-on-loosened, the law forgives more"
)


class DiffOptions(NamedTuple):
    """What to compare, and how to print it.

    Attributes:
        head: The later revision; None for the work tree.
        merge_base: Whether to compare with the common ancestor of both instead of `base`.
        law: Whose law judges both revisions: head, base, or own.
        form: text, markdown or json.
        limit: How many findings of a law a text lists; None for the default, 0 for all.
        fail_on_loosened: Whether a law that forgives more than before is a failure.
    """

    base: str
    head: str | None = None
    merge_base: bool = False
    law: str = "head"
    form: str = "text"
    output: Path | None = None
    limit: int | None = None
    quiet: bool = False
    fail_on_loosened: bool = False


@click.command(epilog=COMPARED)
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@about_code
@click.option("--merge-base", is_flag=True, help="Compare with the commit at which HEAD left BASE.")
@click.option("--law", type=click.Choice(("head", "base", "own")), default="head", show_default=True, help=WHOSE)
@with_no_baseline("Leave the baselines out of it.")
@with_format("text", "markdown", "json")
@with_output("the comparison")
@with_limit("Findings of a law", "10 on a screen")
@in_colors
@with_quiet
@click.option("--fail-on-loosened", is_flag=True, help="Exit with 1 when the law forgives more or hides findings, too.")
def diff(target: Target, **options: object) -> int:
    """Say what changed from BASE to HEAD: findings, edges between parts, the law itself.

    BASE and HEAD are revisions as git knows them; without HEAD, the work tree as it is on disk. Nothing is checked out.
    As markdown it is a comment for a pull request.
    """
    from import_conformance.cli import verbose
    from import_conformance.cli.output import deliver
    from import_conformance.reading.history.git import GitError
    from import_conformance.reporting.comparison import text

    wanted = DiffOptions(**options)  # type: ignore[arg-type]  # the options above, by the names of its fields
    try:
        with _compared(target, wanted) as comparison:
            verbose.report(lambda: _in_detail(comparison))
            report = _rendered(comparison, wanted)
    except GitError as error:
        raise Refusal(str(error)) from None
    if wanted.output:
        click.echo(text.answer(comparison), err=True)
    deliver(report, wanted.output, "The comparison")
    return _exit_code(comparison, wanted)


def _exit_code(comparison: "Comparison", options: DiffOptions) -> int:
    """Fail for what was introduced, whatever else changed."""
    if comparison.head.problems:
        return REFUSED
    # A law whose effect is unknown may hide findings.
    is_loosened = options.fail_on_loosened and (comparison.law.is_loosened or comparison.law.is_unknown)
    return FINDINGS if comparison.matched.introduced or is_loosened else CONFORMS


def _in_detail(comparison: "Comparison") -> dict[str, str]:
    """Return what was compared, for `--verbose`."""
    from import_conformance.reporting.words import counted

    sides = {"base": comparison.base, "head": comparison.head}
    texts = {name: f"{side.short}, {counted(len(side.verdict.files), 'file')} on disk" for name, side in sides.items()}
    return {"law": comparison.topology, **texts}


def _rendered(comparison: "Comparison", options: DiffOptions) -> str:
    from import_conformance.cli.output import CheckOptions, screen_of
    from import_conformance.reporting.comparison import json_format, markdown, text

    if options.form == "json":
        return json_format.render(comparison)
    if options.form == "markdown":
        return markdown.render(comparison)
    if options.quiet:
        return f"{text.answer(comparison)}\n"
    return text.render(comparison, screen_of(CheckOptions(output=options.output, limit=options.limit, show_known=True)))


@contextmanager
def _compared(target: Target, options: DiffOptions) -> "Iterator[Comparison]":
    """Compare; the files of both revisions exist until the block is left, so that they can be looked into."""
    from import_conformance.cli.progress import progress_line
    from import_conformance.comparing.revisions import LawFiles, RevisionJudge, checked_out
    from import_conformance.model.changes.comparison import LETTERS, Judge
    from import_conformance.reading.history.site import find_site

    site = find_site(target.topology, target.source_root)
    base = options.base
    if options.merge_base:
        commits = (site.repository.commit(name) for name in (base, options.head or "HEAD"))
        base = site.repository.merge_base(*commits)[:LETTERS]
    files = LawFiles(target.topology, target.baseline, use_baseline=target.use_baseline)
    with checked_out(site, files, base, options.head) as checkouts:
        with progress_line() as report_progress:
            comparison = _comparison(site, target, checkouts, Judge(options.law), RevisionJudge(report_progress))
        yield comparison


def _comparison(
    site: "Site",
    target: Target,
    checkouts: "tuple[RevisionCheckout, RevisionCheckout]",
    judge: "Judge",
    judging: "RevisionJudge",
) -> "Comparison":
    """Judge both revisions, and match their findings."""
    from import_conformance.comparing.law_changes import law_delta
    from import_conformance.model.changes.comparing import match
    from import_conformance.model.changes.comparison import Comparison, LawDelta, dependency_changes
    from import_conformance.model.structure.structure import structure
    from import_conformance.reading.excerpts.line_reader import line_reader
    from import_conformance.reading.project.locating import relative

    before, later = checkouts
    laws = _laws_of(before, later, judge)
    old, new = (judging.judge(*pair) for pair in zip((before, later), laws, strict=True))
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
        law=LawDelta(fixed=True) if site.law is None else law_delta(judging, before, later, matched, moves),
    )


def _laws_of(before: "RevisionCheckout", later: "RevisionCheckout", judge: "Judge") -> "tuple[Topology, Topology]":
    """Return the laws that judge the two revisions."""
    from import_conformance.model.changes.comparison import Judge

    sides = {Judge.HEAD: (later, later), Judge.BASE: (before, before), Judge.OWN: (before, later)}[judge]
    first, second = (_law_of(checkout, judge) for checkout in sides)
    return first, second


def _law_of(checkout: "RevisionCheckout", judge: "Judge") -> "Topology":
    from import_conformance.model.changes.comparison import Judge

    if checkout.law.topology:
        return checkout.law.topology
    other = "--law base" if judge is Judge.HEAD else "--law head"
    raise Refusal(f"{checkout.law.unavailable_reason}; {other} judges both revisions by the law of the other one")


def _moves(old: "JudgedRevision", new: "JudgedRevision") -> "Moves":
    from import_conformance.model.changes.comparing import moves_of
    from import_conformance.reading.excerpts.line_reader import content_digests

    modules = tuple({file.path: file.module for file in each.codebase.files if file.module} for each in (old, new))
    removed = content_digests(modules[0].keys() - modules[1].keys(), old.locator.open_at)
    added = content_digests(modules[1].keys() - modules[0].keys(), new.locator.open_at)
    return moves_of(removed, added, modules)


def _side(checkout: "RevisionCheckout", judged: "JudgedRevision", parts: "Structure", *, is_own: bool) -> "Side":
    from import_conformance.model.changes.comparison import Side, figures

    return Side(
        name=checkout.name,
        commit=checkout.commit,
        verdict=judged.verdict,
        figures=figures(judged.verdict, judged.codebase, parts),
        locate=judged.locator.source,
        problems=judged.problems if is_own else (),
        unread=checkout.unread,
    )
