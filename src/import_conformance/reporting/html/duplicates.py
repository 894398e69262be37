"""Duplicates: each copy beside its original, with their similarity and what differs."""

from collections.abc import Iterator

from import_conformance.reporting.html.differences import difference
from import_conformance.reporting.html.words import bar, fold, scroller, section, severity
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reporting.words import counted
from import_conformance.reviewing.page_content import Functions, PageContent
from import_conformance.reviewing.values import DuplicateOrigin, Gap

NOTE = "The copy on the left, what it is a copy of on the right; comments, docstrings and layout are not compared."
FUNCTIONS = 6
"""So many functions of one pair are shown side by side."""
SAME = "Only comments, docstrings or layout differ."
ELSEWHERE = "The difference lies outside the functions, or in names of local variables."


def duplicates(content: PageContent) -> Markup:
    """Return every copy, those of the worst law first, of these the most similar."""
    gaps = [gap for group in content.report.groups if group.key == "duplicates" for gap in group.gaps]
    pairs = [(gap, gap.copy) for gap in gaps if gap.copy]
    if not pairs:
        return section("duplicates", "Duplicates", "", element("p", "No duplicate was found.", class_="nothing"))
    ordered = sorted(pairs, key=lambda pair: (pair[0].severity.rank, -pair[1].similarity, pair[0].path))
    items = [_pair(gap, copy, content.functions) for gap, copy in ordered]
    return section("duplicates", "Duplicates", NOTE, element("ul", *items, class_="pairs"))


def _pair(gap: Gap, copy: DuplicateOrigin, functions: Functions) -> Markup:
    alike = f"{_percent(copy)} % the same code"
    users = counted(copy.imported_by, "importer") if copy.imported_by else "not imported"
    place = " ".join(filter(None, (gap.home, gap.layer)))
    left = element("div", element("code", gap.path), element("small", ", ".join(filter(None, (place, users)))))
    middle = element("div", element("b", f"{_percent(copy)} %"), bar(copy.similarity, alike), class_="alike")
    right = element("div", element("code", copy.owner), element("small", _differs(copy)))
    law = element("p", severity(gap.severity.value), element("code", gap.law), class_="law-of")
    return element("li", law, left, middle, right, *_sides(gap, copy, functions))


def _sides(gap: Gap, copy: DuplicateOrigin, functions: Functions) -> Iterator[Markup]:
    """Yield the functions that differ as they are in both files, if these could be read."""
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
    return join(["Differs in ", join([element("code", name) for name in copy.differs], ", ")])
