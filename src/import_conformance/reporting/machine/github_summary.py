"""The verdict as a GitHub step summary, in Markdown that may be posted as a comment, too."""

from collections.abc import Iterable, Iterator

from import_conformance.model.finding import Finding
from import_conformance.model.structure.structure import Structure
from import_conformance.model.verdict import LAW_IS_GONE, Verdict
from import_conformance.reporting.escaping import html, markdown_code, markdown_comment, uri
from import_conformance.reporting.machine.context import Location, MachineReport, ReportContext
from import_conformance.reporting.machine.domain_picture import picture
from import_conformance.reporting.review.layout import table
from import_conformance.reporting.scoreboard import answer, ledger, next_step
from import_conformance.reporting.text import by_law
from import_conformance.reporting.view import View
from import_conformance.reporting.words import counted, marks, shared_owner, usual

# GitHub refuses a summary of more than 1024 KiB; what follows the findings needs a little of it.
MOST_BYTES = 1024 * 1024 - 4096
MARKS = {"critical": "🟣", "high": "🔴", "medium": "🟡", "low": "🔵", LAW_IS_GONE: "⚪"}


def report(given: MachineReport) -> Iterable[str]:
    """Return the report in pieces."""
    return (render(given.verdict, given.context, given.view, given.picture()),)


def render(verdict: Verdict, context: ReportContext, view: View, parts: Structure) -> str:
    """Return answer, table of severities, picture of the parts and the findings by law, the worst law unfolded.

    Of the view, the limit, the severity and whether known findings are shown apply. Laws that do not fit are counted.
    """
    lines = [*_head(verdict), *_picture(parts)]
    size = sum(map(_bytes, lines))
    groups = by_law(filter(view.is_shown, verdict.findings), lambda finding: finding)
    left = len(groups)
    for number, group in enumerate(groups):
        section = list(_law(group, context, view, is_open=number == 0))
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
    rows = verdict.severity_counts
    if rows:
        cells = [[f"{MARKS[name]} {name}", *map(str, numbers)] for name, *numbers in rows]
        if len(rows) > 1:
            totals = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]
            cells.append(["**total**", *(f"**{total}**" for total in totals)])
        yield from table(("Severity", ">New", ">Known", ">Fixed"), cells)
    waived = f" {counted(len(verdict.waived), 'finding')} waived." if verdict.waived else ""
    yield f"{counted(len(verdict.laws), 'law')} applied. {ledger(verdict.ledger)}.{waived}"
    yield ""


def _picture(parts: Structure) -> Iterator[str]:
    lines, left = picture(parts)
    if lines:
        yield from (f"### Between one {parts.by} and another", "", "```mermaid", *lines, "```", "")
        more = f" {counted(left, 'edge')} with fewer left out." if left else ""
        yield f"Solid: imports that no law allows. Dotted: imports that a law requires and that are missing.{more}"
        yield ""


def _law(group: list[Finding], context: ReportContext, view: View, *, is_open: bool) -> Iterator[str]:
    """Yield the findings of one law, folded; an empty line is what lets Markdown stand in HTML."""
    first = group[0]
    number = counted(len(group), "finding")
    heading = f"{MARKS[first.severity]} {first.severity} <code>{html(first.law)}</code>: {number}"
    yield from (f"<details{' open' if is_open else ''}><summary>{heading}</summary>", "")
    yield f"Law: {_link(Location(context.topology, max(first.law_line, 1)), context)}"
    because, fix = (usual(texts) for texts in zip(*((f.because, f.fix) for f in group), strict=True))
    owner = shared_owner(group)
    for label, text in (("Why", because), ("Fix", fix), ("Owner", owner)):
        if text:
            yield f"<br>{label}: {markdown_comment(text)}"
    yield ""
    for finding in group[: view.limit]:
        own = (
            ("fix", "" if finding.fix == fix else finding.fix),
            ("owner", "" if finding.owner == owner else finding.owner),
        )
        yield from _entry(finding, context.location(finding), context, own)
    hidden = len(group[view.limit :]) if view.limit is not None else 0
    if hidden:
        yield f"- and {hidden} more"
    yield from ("", "</details>", "")


def _entry(
    finding: Finding, location: Location, context: ReportContext, own: Iterable[tuple[str, str]]
) -> Iterator[str]:
    advice = "".join(f"; {label}: {markdown_comment(text)}" for label, text in own if text)
    yield f"- {_link(location, context)} {marks(finding)}{markdown_comment(finding.message)}{advice}"


def _link(location: Location, context: ReportContext) -> str:
    """Return the place, as a link where the code host is known; readers disagree on links with backticks."""
    name = markdown_code(f"{location.path}:{location.line}")
    if not context.browse or "`" in location.path:
        return name
    return f"[{name}]({context.browse}/{uri(location.path)}#L{location.line})"
