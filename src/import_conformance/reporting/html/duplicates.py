"""Duplicates: each copy beside its original, with how like they are and what differs."""

from collections.abc import Iterator

from import_conformance.reporting.html.differences import difference
from import_conformance.reporting.html.values import Functions, Subject
from import_conformance.reporting.html.words import bar, fold, scroller, section, severity
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reporting.words import counted
from import_conformance.reviewing.values import DuplicateOrigin, Gap

NOTE = "The copy on the left, what it is a copy of on the right; comments, docstrings and layout are not compared."
# So many functions of one pair are shown side by side.
FUNCTIONS = 6
SAME = "Only comments, docstrings or layout differ."
ELSEWHERE = "The difference lies outside the functions, or in names of local variables."


def duplicates(subject: Subject) -> Markup:
    """Every copy, those of the worst law first, of these the most alike."""
    gaps = [gap for group in subject.report.groups if group.key == "duplicates" for gap in group.gaps]
    pairs = [(gap, gap.copy) for gap in gaps if gap.copy]
    if not pairs:
        return section("duplicates", "Duplicates", "", element("p", "No duplicate was found.", class_="nothing"))
    ordered = sorted(pairs, key=lambda pair: (pair[0].severity.rank, -pair[1].similarity, pair[0].path))
    items = [_pair(gap, copy, subject.functions) for gap, copy in ordered]
    return section("duplicates", "Duplicates", NOTE, element("ul", *items, class_="pairs"))


def _pair(gap: Gap, copy: DuplicateOrigin, functions: Functions) -> Markup:
    alike = f"{_percent(copy)} % the same code"
    users = counted(copy.imported_by, "importer") if copy.imported_by else "imported by nobody"
    place = " ".join(filter(None, (gap.home, gap.layer)))
    left = element("div", element("code", gap.path), element("small", ", ".join(filter(None, (place, users)))))
    middle = element("div", element("b", f"{_percent(copy)} %"), bar(copy.similarity, alike), class_="alike")
    right = element("div", element("code", copy.owner), element("small", _differs(copy)))
    law = element("p", severity(gap.severity.value), element("code", gap.law), class_="law-of")
    return element("li", law, left, middle, right, *_sides(gap, copy, functions))


def _sides(gap: Gap, copy: DuplicateOrigin, functions: Functions) -> Iterator[Markup]:
    """The functions that differ, as they stand in both files, where they could be read."""
    pairs = [
        (name, functions.get((gap.path, name), ()), functions.get((copy.owner, name), ())) for name in copy.differs
    ]
    tables = [difference(*pair) for pair in pairs[:FUNCTIONS] if pair[1] or pair[2]]
    if tables:
        yield fold(element("span", "Side by side"), *(scroller(copy.owner, each) for each in tables), class_="diff")


def _percent(copy: DuplicateOrigin) -> str:
    return str(round(100 * copy.similarity))


def _differs(copy: DuplicateOrigin) -> Markup:
    if not copy.differs:
        return join([SAME if copy.similarity == 1 else ELSEWHERE])
    return join(["Differs in ", join(_names(copy), ", ")])


def _names(copy: DuplicateOrigin) -> Iterator[Markup]:
    for name in copy.differs:
        yield element("code", name)
