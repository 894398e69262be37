"""The first screen: the answer, its figures, and the findings by category and severity against the baseline."""

from collections.abc import Iterator, Sequence

from import_conformance.model.laws.allow import Allow
from import_conformance.model.locate import shown
from import_conformance.model.topology import Severity
from import_conformance.reporting.html.words import fold, go, section, severity, table
from import_conformance.reporting.markup import Markup, element
from import_conformance.reporting.scoreboard import answer
from import_conformance.reporting.view import View
from import_conformance.reporting.words import counted
from import_conformance.reviewing.categories import BY_KEY
from import_conformance.reviewing.page_content import PageContent
from import_conformance.reviewing.values import BrokenLaw, GapGroup, Tally

HEADS = ("Category", *(f">{each.value.capitalize()}" for each in Severity), ">Findings", ">Files")
CHANGE = (">New", ">Known", ">Fixed")
WORST = 6
LAW_IS_GONE = "Laws that are gone"


def banner(content: PageContent) -> Markup:
    """Return name, answer and key figures."""
    word, _, sentence = answer(content.verdict, View()).partition(": ")
    look = "good" if word == "CONFORMS" else "bad" if word == "DIVERGES" else "unsure"
    return element(
        "header",
        element("p", "Architecture review", class_="eyebrow"),
        element("h1", content.report.name),
        element("p", element("strong", word, class_=f"answer {look}"), " ", sentence, class_="verdict"),
        element("dl", *_figures(content), class_="figures"),
        class_="banner",
    )


def _figures(content: PageContent) -> Iterator[Markup]:
    report, broken = content.report, sum(bool(law.new + law.known) for law in content.verdict.laws)
    for number, name in (
        (report.total.new, "new findings"),
        (report.total.known, "known to the baseline"),
        (report.stale, "fixed, still listed"),
        (broken, f"of {counted(report.laws, 'law')} broken"),
        (report.total.files, f"of {counted(report.ledger.on_disk, 'file')} with findings"),
    ):
        yield element("div", element("dt", name), element("dd", str(number)))
    share = content.judged_share if content.topology.of(Allow) else None
    if share is not None:
        yield element("div", element("dt", "of imports judged"), element("dd", f"{share} %"))


def summary(content: PageContent) -> Markup:
    """Return the table of findings, and what was fixed or waived."""
    report, fixed = content.report, content.fixed_by_category
    rows = [_row(_category(group), group.key, group.tally, fixed[group.key]) for group in report.groups]
    gone = sorted(fixed.keys() - {group.key for group in report.groups})
    none = Tally.of(())
    rows += [_row(BY_KEY[key].title if key else LAW_IS_GONE, "", none, fixed[key]) for key in gone]
    rows.append(_row(element("b", "Total"), "", report.total, report.stale))
    note = "New: not in the baseline. Known: tolerated by it. Fixed: gone, and still to be removed from it."
    caption = "Findings by category and severity, and their change against the baseline"
    grid = table(caption, (*HEADS, *CHANGE), rows, "tally")
    both = element("div", grid, *_worst(content), class_="beside")
    return section("summary", "Findings by category", note, both, *_fixed(content), *_waived(content))


def _worst(content: PageContent) -> Iterator[Markup]:
    """Yield the laws whose findings weigh most."""
    if content.worst_laws:
        items = [element("li", *_broken_law(law)) for law in content.worst_laws[:WORST]]
        yield element("div", element("h3", "What weighs most"), element("ol", *items), class_="worst")


def _broken_law(breach: BrokenLaw) -> Iterator[Markup]:
    label = f"{breach.law}: show {counted(breach.findings, 'finding')}"
    yield severity(breach.severity.value)
    yield go(breach.law, label, law=f"law:{breach.law}")
    yield element("span", counted(breach.findings, "finding"), class_="count")
    yield element("p", breach.because or breach.fix)


def _category(group: GapGroup) -> Markup:
    label = f"{group.title}: show {counted(group.tally.findings, 'finding')}"
    return go(group.title, label, law=f"category:{group.key}")


def _row(name: str, key: str, tally: Tally, fixed: int) -> list[str | int]:
    cells: list[str | int] = []
    for each in Severity:
        number = getattr(tally, each.value)
        label = f"{number} {each.value}: show them"
        law = f"category:{key}" if key else ""
        cells.append(go(number, label, law=law, severity=each.value) if number else 0)
    return [name, *cells, tally.findings, tally.files, tally.new, tally.known, fixed]


def _fixed(content: PageContent) -> Iterator[Markup]:
    stale = content.verdict.stale
    heads = ("File", "Law", "What it was", ">Fixed", "Why it was tolerated")
    rows: list[list[str | int]] = []
    for each in stale:
        path = shown(each.known.path, each.known.root)
        rows.append([*_codes(path, each.known.law), each.known.message, each.fixed, each.known.reason])
    return _folded(f"Fixed, but still in the baseline: {counted(len(stale), 'entry')}", heads, rows)


def _waived(content: PageContent) -> Iterator[Markup]:
    waived = content.report.waived
    heads = ("Where", "Law", "What", "Why", "Who answers", "Until")
    rows: list[list[str | int]] = [
        [*_codes(f"{each.path}:{each.line}", each.law), each.message, each.reason, each.owner, each.until]
        for each in waived
    ]
    return _folded(f"Waived by the law itself: {counted(len(waived), 'finding')}", heads, rows)


def _folded(title: str, heads: Sequence[str], rows: Sequence[Sequence[str | int]]) -> Iterator[Markup]:
    """Yield a table that opens on demand, if it has rows."""
    if rows:
        yield fold(element("span", title), table(title, heads, rows))


def _codes(*texts: str) -> Iterator[Markup]:
    yield from (element("code", text) for text in texts)
