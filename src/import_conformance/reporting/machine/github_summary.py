"""The verdict as a GitHub step summary, in Markdown that may as well be posted as a comment."""

from collections.abc import Iterator

from import_conformance.model.finding import Confidence, Finding, State
from import_conformance.model.structure.structure import Structure
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.escaping import html, markdown_code, markdown_comment, uri
from import_conformance.reporting.machine.domain_picture import picture
from import_conformance.reporting.machine.surroundings import Spot, Surroundings
from import_conformance.reporting.scoreboard import GONE, answer, ledger, next_step, standing
from import_conformance.reporting.text import LawFindings, grouped
from import_conformance.reporting.view import View
from import_conformance.reporting.words import counted, usual

# GitHub refuses a summary of more than 1024 KiB; what is said behind the findings needs a little of it.
MOST_BYTES = 1024 * 1024 - 4096
MARKS = {"critical": "🟣", "high": "🔴", "medium": "🟡", "low": "🔵", GONE: "⚪"}


def render(verdict: Verdict, around: Surroundings, view: View, parts: Structure) -> str:
    """Answer, table of severities, picture of the parts, then the findings law by law, the worst law unfolded.

    view: of its wishes the limit, the severity, and whether known findings are shown count. Laws that do not fit are
    counted.
    """
    lines = [*_head(verdict), *_picture(parts)]
    size = sum(map(_bytes, lines))
    groups = grouped([finding for finding in verdict.findings if view.is_shown(finding)])
    left = len(groups)
    for at, group in enumerate(groups):
        section = list(_law(group, around, view, is_open=at == 0))
        size += sum(map(_bytes, section))
        if size > MOST_BYTES:
            break
        lines += section
        left -= 1
    if left:
        lines += [f"{counted(left, 'law')} with findings left out: a summary may hold 1024 KiB.", ""]
    lines.append(markdown_comment(next_step(verdict, view).replace("\n      ", " ")))
    return "\n".join(lines) + "\n"


def _bytes(line: str) -> int:
    return len(line.encode("utf-8")) + 1


def _head(verdict: Verdict) -> Iterator[str]:
    word, _, rest = answer(verdict, View()).partition(": ")
    yield from (f"## Architecture: {word.lower()}", "", f"**{rest[:1].upper()}{rest[1:]}**", "")
    rows = standing(verdict)
    if rows:
        yield from ("| Severity | New | Known | Fixed |", "| --- | ---: | ---: | ---: |")
        for name, *numbers in rows:
            yield f"| {MARKS[name]} {name} | {' | '.join(str(number) for number in numbers)} |"
        if len(rows) > 1:
            totals = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]
            yield f"| **total** | {' | '.join(f'**{total}**' for total in totals)} |"
        yield ""
    waived = f" {counted(len(verdict.waived), 'finding')} waived." if verdict.waived else ""
    yield f"{counted(len(verdict.laws), 'law')} applied. {ledger(verdict)}.{waived}"
    yield ""


def _picture(parts: Structure) -> Iterator[str]:
    lines, left = picture(parts)
    if lines:
        yield from (f"### Between one {parts.by} and another", "", "```mermaid", *lines, "```", "")
        more = f" {counted(left, 'edge')} with fewer left out." if left else ""
        yield f"Solid: imports that no law allows. Dotted: imports that a law requires and that are lacking.{more}"
        yield ""


def _law(group: LawFindings, around: Surroundings, view: View, *, is_open: bool) -> Iterator[str]:
    """The findings of one law, folded; an empty line is what lets Markdown stand in HTML."""
    first = group.findings[0]
    number = counted(len(group.findings), "finding")
    heading = f"{MARKS[first.severity]} {first.severity} <code>{html(first.law)}</code>: {number}"
    yield from (f"<details{' open' if is_open else ''}><summary>{heading}</summary>", "")
    yield f"Law: {_link(Spot(around.topology, max(first.law_line, 1)), around)}"
    because, fix = (usual(texts) for texts in zip(*((f.because, f.fix) for f in group.findings), strict=True))
    for label, text in (("Why", because), ("Fix", fix)):
        if text:
            yield f"<br>{label}: {markdown_comment(text)}"
    yield ""
    for finding in group.findings[: view.limit]:
        yield from _entry(finding, around.spot(finding), around, "" if finding.fix == fix else finding.fix)
    hidden = len(group.findings[view.limit :]) if view.limit is not None else 0
    if hidden:
        yield f"- and {hidden} more"
    yield from ("", "</details>", "")


def _entry(finding: Finding, spot: Spot, around: Surroundings, fix: str) -> Iterator[str]:
    known = "(known) " if finding.state is State.KNOWN else ""
    likely = "(likely) " if finding.confidence is Confidence.LIKELY else ""
    advice = f"; fix: {markdown_comment(fix)}" if fix else ""
    yield f"- {_link(spot, around)} {known}{likely}{markdown_comment(finding.message)}{advice}"


def _link(spot: Spot, around: Surroundings) -> str:
    """The place, with a link where one is known; not in names with backticks, on which Markdown readers disagree."""
    name = markdown_code(f"{spot.path}:{spot.line}")
    if not around.browse or "`" in spot.path:
        return name
    return f"[{name}]({around.browse}/{uri(spot.path)}#L{spot.line})"
