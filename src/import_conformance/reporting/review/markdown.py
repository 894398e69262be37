"""The review in Markdown, seven parts in the order in which they are read."""

from collections.abc import Iterable, Iterator

from import_conformance.model.topology import Severity
from import_conformance.reporting.review.layout import NOTHING, code, codes, table, title, words
from import_conformance.reporting.review.markdown_gaps import advice, appendix, gaps
from import_conformance.reporting.review.markdown_plan import order
from import_conformance.reporting.scoreboard import ledger
from import_conformance.reporting.words import counted
from import_conformance.reviewing.values import Component, Folder, Review, Shared, Tally

EXPORTS = 4
COLUMNS = (*(severity.value for severity in Severity), "new", "known")


def render(report: Review) -> str:
    """Return the whole review."""
    parts = (summary, provisions, consumers, gaps, advice, order, appendix)
    lines = [line for part in parts for line in part(report)]
    while not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def summary(report: Review) -> Iterator[str]:
    """Yield part 1: how many gaps, of which category, how bad."""
    yield from (f"# Architecture review: {words(report.name)}", "")
    stale = f" {report.stale} fixed, but still in the baseline." if report.stale else ""
    total = report.total
    found = (
        f"{counted(total.findings, 'finding')} in {counted(total.files, 'file')}, {total.new} new, {total.known} known"
    )
    yield f"The law is {code(report.topology)}: {counted(report.laws, 'law')}."
    yield f"The code **{report.outcome}**: {found}.{stale}"
    yield from ("", "## Part 1: Summary of gaps", "")
    heads = ("Category", ">Files", ">Findings", *(f">{name.capitalize()}" for name in COLUMNS))
    rows = [_tally(words(group.title), group.tally) for group in report.groups]
    yield from table(heads, [*rows, [f"**{cell}**" for cell in _tally("Total", report.total)]])
    yield "Findings add up; a file with gaps of several categories is in each, and once in the total."
    yield f"{ledger(report.ledger)}."
    yield ""
    worst = [law for group in report.groups for law in group.laws if law.severity is Severity.CRITICAL]
    if worst:
        yield from ("Critical:", "")
        for law in worst:
            where = f"{counted(law.findings, 'finding')} in {counted(law.files, 'file')}"
            yield f"- {code(law.law)}: {where}; {words(law.because)}"
        yield ""
    yield from _waived(report)


def _waived(report: Review) -> Iterator[str]:
    if report.waived:
        yield from (f"Waived by the law itself, and not counted: {counted(len(report.waived), 'finding')}.", "")
        rows = [
            [
                code(f"{each.path}:{each.line}"),
                code(each.law),
                *map(words, (each.message, each.reason, each.owner, each.until)),
            ]
            for each in report.waived
        ]
        yield from table(("Where", "Law", "What", "Why", "Who answers", "Until"), rows)


def _tally(name: str, tally: Tally) -> list[str]:
    numbers = (tally.files, tally.findings, *(getattr(tally, column) for column in COLUMNS))
    return [name, *(str(number) for number in numbers)]


def provisions(report: Review) -> Iterator[str]:
    """Yield part 2: what each shared domain has, folder by folder."""
    yield from ("## Part 2: What the shared domains provide", "")
    if not report.shared:
        yield from ("No law points at a shared domain.", "")
    for shared in report.shared:
        yield from (f"### {title(shared.name)} ({code(shared.package)})", "", f"Shared as {_reasons(shared)}.", "")
        for folder in shared.folders:
            yield from (f"#### {words(folder.name or 'Files in no folder')}", "")
            yield from table(("Component", "Layer", "Purpose", "Exports"), map(_component, folder.components))


def _reasons(shared: Shared) -> str:
    kinds: dict[str, list[str]] = {}
    for reason in shared.reasons:
        kind, _, law = reason.rpartition(" ")
        kinds.setdefault(kind, []).append(law)
    return "; ".join(f"{kind} {codes(laws)}" for kind, laws in kinds.items())


def _component(component: Component) -> list[str]:
    return [code(component.file), words(component.layer), words(component.purpose), codes(component.exports, EXPORTS)]


def consumers(report: Review) -> Iterator[str]:
    """Yield part 3: who uses the shared domains, and who should and does not."""
    yield from ("## Part 3: Who imports from the shared domains", "")
    for shared in report.shared:
        users = sum(len(consumer.files) for consumer in shared.consumers)
        yield from (f"### From {title(shared.name)} ({counted(users, 'file')})", "")
        yield from table(("Domain", ">Files", "What they import", "From", "Layers of the files"), _consumers(shared))
        yield from _unused(shared.folders)
        yield from _obligations(shared)


def _consumers(shared: Shared) -> Iterator[list[str]]:
    for each in shared.consumers:
        domain = title(each.domain) if each.domain else "(outside the domains)"
        layers = ", ".join(map(words, each.layers)) or NOTHING
        yield [domain, str(len(each.files)), codes(each.names), codes(each.folders), layers]


def _unused(folders: Iterable[Folder]) -> Iterator[str]:
    unused = [folder.name for folder in folders if folder.name and not folder.imported_by]
    rows = [
        [
            code(folder.name),
            str(len(folder.components)),
            str(folder.imported_by),
            ", ".join(map(_domain, folder.domains)),
        ]
        for folder in folders
        if folder.name and folder.imported_by
    ]
    if rows:
        yield from table(("Folder", ">Components", ">Files that import it", "Of the domains"), rows)
    if unused:
        yield from (f"**Imported by no file outside:** {codes(unused)}.", "")


def _domain(domain: str) -> str:
    return words(domain or "(none)")


def _obligations(shared: Shared) -> Iterator[str]:
    if not shared.obligations:
        return
    yield from ("Obligations:", "")
    rows = []
    for each in shared.obligations:
        state = words(each.state) if each.is_met else f"**{words(each.state)}**"
        files = counted(len(each.shown_by), "file") if each.shown_by else NOTHING
        rows.append([code(each.law), _domain(each.subject), state, files])
    yield from table(("Law", "Subject", "State", "Shown by"), rows)
