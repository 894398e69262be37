"""Two revisions for people at a prompt: introduced findings, changes of the law, fixed findings, figures."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from import_conformance.model.changes.comparison import Comparison, DependencyChange, Side
from import_conformance.model.changes.law_changes import LawEffect
from import_conformance.model.finding import Finding
from import_conformance.reporting import text as findings_text
from import_conformance.reporting.comparison import sentences
from import_conformance.reporting.view import INDENT, View
from import_conformance.reporting.words import counted

answer = sentences.answer


def render(comparison: Comparison, view: View) -> str:
    """Return the whole comparison."""
    lines = [view.paint(sentences.heading(comparison), "bold"), ""]
    for part in (_introduced, _law, _edges, _fixed, _moved, _figures):
        lines += part(comparison, view)
    notes = [view.paint(f"note: {note}", "yellow") for note in sentences.notes(comparison)]
    lines += [*notes, *([""] if notes else []), _answer(comparison, view)]
    return "\n".join(lines) + "\n"


def _answer(comparison: Comparison, view: View) -> str:
    bad = bool(comparison.matched.introduced or comparison.law.is_loosened)
    return view.paint(sentences.answer(comparison), "bold", "red" if bad else "green")


def _introduced(comparison: Comparison, view: View) -> Iterator[str]:
    if comparison.matched.introduced:
        yield view.paint(f"INTRODUCED: {sentences.introduced(comparison)}", "bold", "red")
        yield ""
        yield from _findings(comparison.head, comparison.matched.introduced, view)


def _fixed(comparison: Comparison, view: View) -> Iterator[str]:
    if comparison.matched.fixed:
        yield view.paint(f"Fixed: {sentences.fixed(comparison)}", "bold", "green")
        yield ""
        # What is gone needs no reason, no advice and no owner.
        bare = tuple(replace(finding, because="", fix="", owner="") for finding in comparison.matched.fixed)
        yield from _findings(comparison.base, bare, view)


def _findings(side: Side, findings: tuple[Finding, ...], view: View) -> Iterator[str]:
    verdict = replace(side.verdict, findings=findings)
    yield from findings_text.findings(verdict, replace(view, locate=side.locate))


def _law(comparison: Comparison, view: View) -> Iterator[str]:
    loosened = sentences.law_lines(comparison, LawEffect.LOOSENED)
    if loosened:
        yield view.paint(f"LAW LOOSENED: {counted(len(loosened), 'change')}", "bold", "magenta")
        yield from _listed(loosened, view)
    for effect in (LawEffect.CHANGED, LawEffect.TIGHTENED):
        lines = sentences.law_lines(comparison, effect)
        if lines:
            yield view.paint(f"Law {effect}: {counted(len(lines), 'change')}", "bold")
            yield from _listed(lines, view)
    effects = sentences.hidden(comparison)
    if effects:
        yield view.paint("What that does to the findings:", "bold")
        yield from _listed(effects, view)
        yield from _hidden(comparison, view)
    if loosened or effects or comparison.law.changes or comparison.law.debt:
        yield ""


def _hidden(comparison: Comparison, view: View) -> Iterator[str]:
    marked = sentences.hidden_findings(comparison)
    for finding, is_new in marked[: view.limit]:
        word = "(introduced) " if is_new else ""
        where = sentences.hidden_place(comparison, finding)
        yield view.paint(f"{INDENT}{INDENT}{where}: {word}{finding.law}: {finding.message}")
    yield from view.more(len(marked))


def _listed(lines: Iterable[str], view: View) -> Iterator[str]:
    for line in lines:
        yield view.paint(f"{INDENT}{line}")


def _edges(comparison: Comparison, view: View) -> Iterator[str]:
    if comparison.edges:
        yield view.paint(f"Edges between parts: {sentences.edges(comparison)}", "bold")
        wide = max(len(_name(edge)) for edge in comparison.edges)
        for sign, edges in zip("+-~", comparison.edge_groups, strict=True):
            for edge in edges[: view.limit]:
                colours = ("red",) if edge.divergences[1] > edge.divergences[0] else ()
                yield view.paint(f"{INDENT}{sign} {_name(edge):<{wide}}  {sentences.edge_numbers(edge)}", *colours)
            yield from view.more(len(edges))
        yield ""


def _name(edge: DependencyChange) -> str:
    return f"{edge.source} -> {edge.target}"


def _moved(comparison: Comparison, view: View) -> Iterator[str]:
    moves = sorted(comparison.moves.paths.items())
    if moves:
        yield view.paint(f"Moved, not changed: {counted(len(moves), 'file')}; findings went with them", "bold")
        for old, new in moves[: view.limit]:
            yield view.paint(f"{INDENT}{comparison.base.locate(old)} -> {comparison.head.locate(new)}")
        yield from view.more(len(moves))
        yield ""


def _figures(comparison: Comparison, view: View) -> Iterator[str]:
    rows = sentences.figure_rows(comparison)
    names = (comparison.base.name, comparison.head.name)
    wide = max(len(name) for name, *_ in rows)
    columns = [max(7, len(name)) for name in names]
    head = f"{'':<{wide}}  {names[0]:>{columns[0]}}  {names[1]:>{columns[1]}}  {'change':>7}"
    yield view.paint(head.rstrip(), "bold")
    for name, before, later in rows:
        change = f"{later - before:+d}" if later != before else "-"
        yield f"{name:<{wide}}  {before:>{columns[0]}}  {later:>{columns[1]}}  {change:>7}"
    yield ""
