"""Coupling figures: how many imports come into each part, how many go out, and how unstable that makes it."""

from conformance.reporting.html.outline import Row
from conformance.reporting.html.values import Subject
from conformance.reporting.html.words import bar, section, table
from conformance.reporting.markup import Markup, element, join

HEADS = ("Part", ">Modules", ">Findings", ">Afferent", ">Efferent", ">Instability", "")
NOTE = (
    "Afferent: import statements from other parts. Efferent: to other parts. Instability is efferent over both (Martin "
    "1994): 0 for a part that only others import, 1 for one that only imports; imports should point towards the stable."
)


def coupling(subject: Subject) -> Markup:
    """A row for each group, followed by its parts."""
    rows = [_row(row) for row in subject.outline.rows]
    return section("coupling", "Coupling", NOTE, table("Coupling of the parts", HEADS, rows, "coupling"))


def _row(row: Row) -> list[str | int]:
    part = row.part
    name = element("b" if row.is_group else "span", row.label, class_="inner" if row.parent >= 0 else None)
    unstable = part.instability
    figure = "" if unstable is None else f"{unstable:.2f}"
    drawn = Markup("") if unstable is None else bar(unstable, f"instability {figure}")
    return [join([name]), part.modules, part.findings, part.afferent, part.efferent, figure, drawn]
