"""Coupling figures: how many imports come into each part, how many go out, and how unstable that makes it."""

from import_conformance.model.structure.outline import MatrixRow
from import_conformance.reporting.html.words import bar, cells, frame, section, toggle, tree
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reviewing.page_content import PageContent

HEADS = ("Part", ">Modules", ">Findings", ">Afferent", ">Efferent", ">Instability", "")
# Up to this many rows all groups are open.
FEW = 16
NOTE = (
    "Afferent: import statements from other parts. Efferent: to other parts. Instability is efferent over both (Martin "
    "1994): 0 for a part that only others import, 1 for one that only imports; imports should point towards the stable."
)


def coupling(content: PageContent) -> Markup:
    """Return a row for each group, which opens to show its parts."""
    all_rows = content.outline.rows
    rows = [_row(row, number, is_open=len(all_rows) <= FEW) for number, row in enumerate(all_rows)]
    return section("coupling", "Coupling", NOTE, frame("Coupling of the parts", HEADS, rows, "coupling tree"))


def _row(row: MatrixRow, number: int, *, is_open: bool) -> Markup:
    part, unstable = row.part, row.part.instability
    figure = "" if unstable is None else f"{unstable:.2f}"
    drawn = Markup("") if unstable is None else bar(unstable, f"instability {figure}")
    name = join([toggle(row, is_open=is_open), element("span", row.label)])
    figures = cells([name, part.modules, part.findings, part.afferent, part.efferent, figure, drawn], HEADS)
    kind = "group" if row.is_group else "member" if row.parent >= 0 else None
    return element("tr", *figures, class_=kind, hidden=row.parent >= 0 and not is_open, **tree(row, number))
