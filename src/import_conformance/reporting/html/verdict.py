"""The first screen: the answer, its figures, and the findings by category and severity against the baseline."""

from collections import Counter
from collections.abc import Iterator, Mapping

from import_conformance.model.locate import shown
from import_conformance.model.structure.structure import Structure
from import_conformance.model.topology import Severity
from import_conformance.model.verdict import KnownFinding
from import_conformance.reporting.html.values import Subject
from import_conformance.reporting.html.words import fold, go, section, severity, table
from import_conformance.reporting.markup import Markup, element
from import_conformance.reporting.scoreboard import answer
from import_conformance.reporting.view import View
from import_conformance.reporting.words import counted
from import_conformance.reviewing.categories import BY_KEY, category_of
from import_conformance.reviewing.values import BrokenLaw, GapGroup, Tally

HEADS = ("Category", *(f">{each.value.capitalize()}" for each in Severity), ">Findings", ">Files")
CHANGE = (">New", ">Known", ">Fixed")
WORST = 6
LAW_IS_GONE = "Laws that are gone"
# Where a law has no finding left, its rule says what its fixed findings were.
_OF_RULE = {
    "layers": "layering", "forbid": "banned-imports", "require": "missing", "own": "duplicates", "symbols": "symbols",
    "ban": "banned-calls", "acyclic": "circles", "name": "names", "headers": "headers", "quarantine": "quarantine",
}  # fmt: skip


def banner(subject: Subject) -> Markup:
    """Name, answer and key figures."""
    word, _, sentence = answer(subject.verdict, View()).partition(": ")
    look = "good" if word == "CONFORMS" else "bad" if word == "DIVERGES" else "unsure"
    return element(
        "header",
        element("p", "Architecture review", class_="eyebrow"),
        element("h1", subject.report.name),
        element("p", element("strong", word, class_=f"answer {look}"), " ", sentence, class_="verdict"),
        element("dl", *_figures(subject), class_="figures"),
        class_="banner",
    )


def _figures(subject: Subject) -> Iterator[Markup]:
    report, broken = subject.report, sum(bool(law.new + law.known) for law in subject.verdict.laws)
    for number, name in (
        (report.total.new, "new findings"),
        (report.total.known, "known to the baseline"),
        (report.stale, "fixed, still listed"),
        (broken, f"of {counted(report.laws, 'law')} broken"),
        (report.total.files, f"of {counted(report.ledger.on_disk, 'file')} with findings"),
    ):
        yield element("div", element("dt", name), element("dd", str(number)))
    share = judged_share(subject.structure) if subject.topology.allow else None
    if share is not None:
        yield element("div", element("dt", "of imports judged"), element("dd", f"{share} %"))


def judged_share(structure: Structure) -> int | None:
    """Of how many imports in a hundred some law says whether they may be; None where there are no imports.

    It is 100 only where that is so of all.
    """
    total = sum(bond.statements for bond in structure.bonds)
    unjudged = sum(bond.unjudged for bond in structure.bonds)
    return 100 * (total - unjudged) // total if total else None


def summary(subject: Subject) -> Markup:
    """The table of findings, and what was fixed or waived."""
    report, fixed = subject.report, fixed_by_category(subject)
    rows = [_row(_category(group), group.key, group.tally, fixed[group.key]) for group in report.groups]
    gone = sorted(fixed.keys() - {group.key for group in report.groups})
    none = Tally.of(())
    rows += [_row(BY_KEY[key].title if key in BY_KEY else key, "", none, fixed[key]) for key in gone]
    rows.append(_row(element("b", "Total"), "", report.total, report.stale))
    note = "New: not in the baseline. Known: tolerated by it. Fixed: gone, and still to be struck out of it."
    caption = "Findings by category and severity, and their change against the baseline"
    grid = table(caption, (*HEADS, *CHANGE), rows, "tally")
    both = element("div", grid, *_worst(subject), class_="beside")
    return section("summary", "Findings by category", note, both, *_fixed(subject), *_waived(subject))


def _worst(subject: Subject) -> Iterator[Markup]:
    """The laws whose findings weigh most."""
    breaches = sorted(
        (breach for group in subject.report.groups for breach in group.laws),
        key=lambda breach: (breach.severity.rank, -breach.findings, breach.law),
    )
    if breaches:
        items = [element("li", *_breach(breach)) for breach in breaches[:WORST]]
        yield element("div", element("h3", "What weighs most"), element("ol", *items), class_="worst")


def _breach(breach: BrokenLaw) -> Iterator[Markup]:
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


def fixed_by_category(subject: Subject) -> Mapping[str, int]:
    """Findings that the baseline lists and that are gone, by the category of their law, or `LAW_IS_GONE`."""
    current = {finding.law: category_of(finding).key for finding in subject.verdict.findings}
    rules = {law.id: _OF_RULE.get(law.rule, "files") for law in subject.verdict.laws}
    fixed: Counter[str] = Counter()
    for entry in subject.verdict.stale:
        law = entry.known.law
        fixed[current.get(law) or rules.get(law, LAW_IS_GONE)] += entry.known.count - entry.found
    return fixed


def _place(known: KnownFinding) -> str:
    return shown(known.path, known.root)


def _fixed(subject: Subject) -> Iterator[Markup]:
    stale = subject.verdict.stale
    rows: list[list[str | int]] = [
        [
            *_codes(_place(each.known), each.known.law),
            each.known.message,
            each.known.count - each.found,
            each.known.reason,
        ]
        for each in stale
    ]
    if rows:
        heads = ("File", "Law", "What it was", ">Fixed", "Why it was tolerated")
        title = f"Fixed, but still in the baseline: {counted(len(stale), 'entry')}"
        yield fold(element("span", title), table(title, heads, rows))


def _waived(subject: Subject) -> Iterator[Markup]:
    waived = subject.report.waived
    rows: list[list[str | int]] = [
        [*_codes(f"{each.path}:{each.line}", each.law), each.message, each.reason, each.owner, each.until]
        for each in waived
    ]
    if rows:
        heads = ("Where", "Law", "What", "Why", "Who answers", "Until")
        title = f"Waived by the law itself: {counted(len(waived), 'finding')}"
        yield fold(element("span", title), table(title, heads, rows))


def _codes(*texts: str) -> Iterator[Markup]:
    yield from (element("code", text) for text in texts)
