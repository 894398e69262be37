"""The dependency structure matrix: who imports whom, what of it is against the law, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from import_conformance.model.structure.outline import MatrixRow, Outline
from import_conformance.model.structure.structure import Dependency
from import_conformance.reporting.html.words import scroller, section, toggle, tree
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reporting.words import counted
from import_conformance.reviewing.page_content import PageContent

# Above this many rows only groups are shown: the cells grow with the square.
MOST = 160
# Up to this many rows all groups are open.
FEW = 16
NOTE = (
    "A row imports its columns; numbers count import statements. A cell with findings shows them when it is chosen. "
    "What imports nothing has no row, and what nothing imports has no column."
)
EMPTY = "No part imports another, so there is nothing to compare."


@dataclass(frozen=True)
class MatrixCells:
    """What is drawn: the numbers of the rows and columns, the findings between any two, whether groups are open."""

    plan: Outline
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    findings: Mapping[tuple[int, int], int]
    is_open: bool

    def hides(self, number: int) -> bool:
        """Return whether a row or column shows only once its group is opened."""
        return self.plan.rows[number].parent >= 0 and not self.is_open


def matrix(content: PageContent) -> Markup:
    """Return the matrix under its legend; groups are closed at first if there are many rows."""
    plan = content.outline
    shown = frozenset(number for number, row in enumerate(plan.rows) if len(plan.rows) <= MOST or row.parent < 0)
    rows, columns = (sorted({pair[end] for pair in plan.bonds} & shown) for end in (0, 1))
    if len(plan.rows) < 2 or not rows:
        return section("matrix", "Dependency matrix", EMPTY)
    grid = MatrixCells(plan, tuple(rows), tuple(columns), content.findings_between, is_open=len(rows) <= FEW)
    return section("matrix", "Dependency matrix", NOTE, _legend(plan), _table(grid))


def _legend(plan: Outline) -> Markup:
    samples = (
        ("legal", "12", "allowed imports (convergences)"),
        ("unjudged", "12", "not judged: one end is in no layer"),
        ("against", "✕3", "against the law (divergences)"),
        ("absent", "○1", "required and missing (absences)"),
        ("own", "7", "within the part itself"),
    )
    keys = [element("li", element("span", mark, class_=f"key {look}"), meaning) for look, mark, meaning in samples]
    buttons = [
        element("button", "Open all groups", type="button", class_="open-groups"),
        element("button", "Close all groups", type="button", class_="close-groups"),
    ]
    is_grouped = any(row.is_group for row in plan.rows)
    return element("div", element("ul", *keys), *(buttons if is_grouped else ()), class_="legend")


def _table(grid: MatrixCells) -> Markup:
    corner = element("td", element("span", "Imports", class_="unseen"))
    table = element(
        "table",
        element("caption", "Imports between the parts: a row imports its columns", class_="unseen"),
        element("thead", element("tr", corner, *(_column(grid, number) for number in grid.columns))),
        element("tbody", *(_row(grid, number) for number in grid.rows)),
        class_="dsm tree",
    )
    return scroller("Dependency matrix", table, "scroll tall")


def _column(grid: MatrixCells, number: int) -> Markup:
    row = grid.plan.rows[number]
    name = element("span", row.label)
    return element(
        "th", name, scope="col", title=row.part.key, class_=_kind(row), hidden=grid.hides(number),
        data_parent=row.parent if row.parent >= 0 else None, data_held=" ".join(map(str, row.held)),
    )  # fmt: skip


def _kind(row: MatrixRow) -> str | None:
    return "group" if row.is_group else "member" if row.parent >= 0 else None


def _row(grid: MatrixCells, number: int) -> Markup:
    row = grid.plan.rows[number]
    cells = [_cell(grid, number, column) for column in grid.columns]
    return element("tr", _head(grid, row), *cells, class_=_kind(row), hidden=grid.hides(number), **tree(row, number))


def _head(grid: MatrixCells, row: MatrixRow) -> Markup:
    part, name = row.part, element("span", row.label)
    if part.findings:
        label = f"{part.key}: show {counted(part.findings, 'finding')}"
        name = element("button", row.label, type="button", class_="part", aria_label=label)
    return element("th", toggle(row, is_open=grid.is_open), name, scope="row", title=part.key)


def _cell(grid: MatrixCells, row: int, column: int) -> Markup:
    bond, look = grid.plan.bonds.get((row, column)), "own" if row == column else ""
    if not bond:
        return element("td", class_=look or None, hidden=grid.hides(column))
    title = f"{grid.plan.rows[row].part.key} → {grid.plan.rows[column].part.key}: {describe_dependency(bond)}"
    number = grid.findings.get((row, column), 0)
    looks = f"{look} {_look(bond)}".strip()
    if not number:
        return element("td", str(bond.statements), class_=looks, title=title, hidden=grid.hides(column))
    button = element("button", _marks(bond), type="button", aria_label=f"{title}; show {counted(number, 'finding')}")
    return element("td", button, class_=looks, hidden=grid.hides(column))


def _look(bond: Dependency) -> str:
    looks = ("against" if bond.divergences else "", "absent" if bond.absences else "")
    return " ".join(filter(None, looks)) or ("unjudged" if bond.unjudged and not bond.convergences else "legal")


def _marks(bond: Dependency) -> Markup:
    marks = [f"✕{bond.divergences}"] if bond.divergences else []
    marks += [f"○{bond.absences}"] if bond.absences else []
    return join([element("span", mark) for mark in marks or [str(bond.statements)]])


def describe_dependency(bond: Dependency) -> str:
    """Describe a bond by its figures: statements first, then what is wrong with them."""
    parts = [counted(bond.statements, "import") if bond.statements else "no import"]
    if bond.divergences:
        parts.append(f"{bond.divergences} against the law")
    if bond.unjudged:
        parts.append(f"{bond.unjudged} not judged")
    if bond.absences:
        parts.append(f"{bond.absences} required and missing")
    laws = f" ({', '.join(bond.laws)})" if bond.laws else ""
    return ", ".join(parts) + laws
