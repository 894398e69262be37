"""Two revisions as a comment on a pull request: never longer than GitHub accepts, with a line about what is cut."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from import_conformance.model.changes.comparison import Comparison, Side
from import_conformance.model.changes.law_changes import LawEffect
from import_conformance.model.finding import Finding, State
from import_conformance.model.topology import Severity
from import_conformance.reporting.comparison import sentences
from import_conformance.reporting.comparison.size_budget import MarkdownSection, fill
from import_conformance.reporting.escaping import markdown, markdown_code
from import_conformance.reporting.review.layout import table
from import_conformance.reporting.words import counted, with_owner

# GitHub refuses a comment of more than 65,536 characters.
MOST = 65_000
OPEN = 15
FINDINGS = ("severity", "law", "finding")


def render(comparison: Comparison) -> str:
    """Return the whole comparison, in at most `MOST` bytes of UTF-8."""
    sections = [
        MarkdownSection(list(_head(comparison))),
        *_loosened(comparison),
        *_introduced(comparison),
        *_by_law(comparison),
        *_other_laws(comparison),
        *_edges(comparison),
        *_fixed(comparison),
        *_moved(comparison),
        *_figures(comparison),
    ]
    return fill(sections, MOST)


def _head(comparison: Comparison) -> Iterator[str]:
    yield f"### Architecture: {_words(sentences.answer(comparison))}"
    yield ""
    yield _words(sentences.heading(comparison))
    yield ""
    for note in sentences.notes(comparison):
        yield f"- :warning: {_words(note)}"
    if any(sentences.notes(comparison)):
        yield ""


def _loosened(comparison: Comparison) -> Iterator[MarkdownSection]:
    lines = sentences.law_lines(comparison, LawEffect.LOOSENED)
    effects = sentences.hidden(comparison)
    if lines:
        head = ["#### :warning: The law was loosened", ""]
        yield MarkdownSection(head, [f"- {_words(line)}" for line in lines], [""], share=0.2)
    if effects:
        yield MarkdownSection([f"**{_words(effect)}.**  " for effect in effects], [], [""])
    hidden = sentences.hidden_findings(comparison)
    if hidden:
        seen = replace(comparison.head, locate=comparison.law.locate)
        rows = [_row(seen, finding, "introduced: " if new else "") for finding, new in hidden]
        title = f"{counted(len(hidden), 'finding')} that the law does not find any more"
        yield MarkdownSection(_table_head(FINDINGS), rows, [""], title, share=0.2)


def _introduced(comparison: Comparison) -> Iterator[MarkdownSection]:
    found = comparison.matched.introduced
    if found:
        notes = {State.KNOWN: f"{sentences.ACCEPTED}: ", State.NEW: ""}
        rows = [_row(comparison.head, each, notes[each.state]) for each in found]
        head = [f"#### Introduced: {_words(sentences.introduced(comparison))}", "", *_table_head(FINDINGS)]
        yield MarkdownSection(head, rows[:OPEN], [""], share=0.2)
        if rows[OPEN:]:
            title = f"{counted(len(rows) - OPEN, 'introduced finding')} more"
            yield MarkdownSection(_table_head(FINDINGS), rows[OPEN:], [""], title, share=0.3)


def _by_law(comparison: Comparison) -> Iterator[MarkdownSection]:
    """Yield a table of laws: how many findings of each came, went and stayed."""
    matched = comparison.matched
    already_there = [after for _, after in matched.kept]
    counts = [Counter(map(_law, group)) for group in (matched.introduced, matched.fixed, already_there)]
    changed = counts[0].keys() | counts[1].keys()
    if changed:
        keys = sorted(changed, key=lambda key: (key[0].rank, -counts[0][key], -counts[1][key], key[1]))
        head = _table_head(("severity", "law", ">introduced", ">fixed", ">already there"))
        numbers = {key: " | ".join(str(count[key] or "-") for count in counts) for key in keys}
        rows = [f"| {key[0]} | {markdown_code(key[1])} | {numbers[key]} |" for key in keys]
        yield MarkdownSection(head, rows, [""], f"{counted(len(keys), 'law')} with other findings", share=0.05)


def _law(finding: Finding) -> tuple[Severity, str]:
    return finding.severity, finding.law


def _other_laws(comparison: Comparison) -> Iterator[MarkdownSection]:
    for effect in (LawEffect.CHANGED, LawEffect.TIGHTENED):
        lines = sentences.law_lines(comparison, effect)
        if lines:
            title = f"The law was {effect}: {counted(len(lines), 'change')}"
            yield MarkdownSection([], [f"- {_words(line)}" for line in lines], [""], title, share=0.05)


def _edges(comparison: Comparison) -> Iterator[MarkdownSection]:
    if comparison.edges:
        groups = zip(("added", "removed", "other numbers"), comparison.edge_groups, strict=True)
        rows = [
            f"| {word} | {_words(edge.source)} | {_words(edge.target)} | {_words(sentences.edge_numbers(edge))} |"
            for word, edges in groups
            for edge in edges
        ]
        title = f"Edges between parts: {sentences.edges(comparison)}"
        yield MarkdownSection(_table_head(("", "from", "to", "imports")), rows, [""], title, share=0.15)


def _fixed(comparison: Comparison) -> Iterator[MarkdownSection]:
    found = comparison.matched.fixed
    if found:
        rows = [_row(comparison.base, each) for each in found]
        title = f"Fixed: {counted(len(found), 'finding')}"
        yield MarkdownSection(_table_head(FINDINGS), rows, [""], title, share=0.1)


def _moved(comparison: Comparison) -> Iterator[MarkdownSection]:
    moves = sorted(comparison.moves.paths.items())
    if moves:
        base, head = comparison.base, comparison.head
        rows = [f"| {markdown_code(base.locate(old))} | {markdown_code(head.locate(new))} |" for old, new in moves]
        title = f"Moved, not changed: {counted(len(moves), 'file')}; findings went with them"
        yield MarkdownSection(_table_head(("from", "to")), rows, [""], title, share=0.05)


def _figures(comparison: Comparison) -> Iterator[MarkdownSection]:
    names = (f">{_words(side.name)}" for side in (comparison.base, comparison.head))
    rows = [
        f"| {name} | {before} | {later} | {f'{later - before:+d}' if later != before else '-'} |"
        for name, before, later in sentences.figure_rows(comparison)
    ]
    yield MarkdownSection([*_table_head(("", *names, ">change")), *rows], [], [""], "Figures")


def _row(side: Side, finding: Finding, note: str = "") -> str:
    place = markdown_code(f"{side.locate(finding.path, finding.root)}:{finding.line}")
    message = _words(with_owner(note + finding.message, finding))
    return f"| {finding.severity} | {markdown_code(finding.law)} | {place}<br>{message} |"


def _table_head(names: Iterable[str]) -> list[str]:
    return table(tuple(names), ())[:-1]


def _words(text: str) -> str:
    """Return text without Markdown in it; an @ before a name would notify a user."""
    return markdown(text).replace("@", "@<!-- -->")
