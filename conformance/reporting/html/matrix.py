"""The dependency structure matrix: who imports whom, what of it the law does not allow, and what it requires in vain."""

from collections.abc import Iterable

from conformance.model.structure import Bond
from conformance.reporting.graph.layered import said
from conformance.reporting.html.outline import Outline, Row
from conformance.reporting.html.values import Subject
from conformance.reporting.html.words import scroller, section
from conformance.reporting.markup import Markup, element, join
from conformance.reporting.words import counted

# Above this many rows only groups are shown: the cells grow with the square.
MOST = 160
# Up to this many rows all groups stand open.
FEW = 16
NOTE = "A row imports its columns; a number counts import statements. A cell with findings shows them when it is chosen."
EMPTY = "The law places no modules in more than one part, so there is nothing to hold against each other."


def matrix(subject: Subject) -> Markup:
    """The matrix under its legend; groups are closed at first where there are many rows."""
    plan = subject.outline
    if len(plan.rows) < 2:
        return section("matrix", "Dependency matrix", EMPTY)
    rows = [at for at, row in enumerate(plan.rows) if len(plan.rows) <= MOST or row.parent < 0]
    is_open = len(rows) <= FEW
    return section("matrix", "Dependency matrix", NOTE, _legend(plan), _grid(subject, rows, is_open=is_open))


def _legend(plan: Outline) -> Markup:
    samples = (
        ("legal", "12", "allowed imports (convergences)"),
        ("against", "✕3", "against the law (divergences)"),
        ("lack", "○1", "required and lacking (absences)"),
        ("own", "7", "within the part itself"),
    )
    keys = [element("li", element("span", mark, class_=f"key {look}"), said_) for look, mark, said_ in samples]
    buttons = [
        element("button", "Open all groups", type="button", id="open-groups"),
        element("button", "Close all groups", type="button", id="close-groups"),
    ]
    is_grouped = any(row.is_group for row in plan.rows)
    return element("div", element("ul", *keys), *(buttons if is_grouped else ()), class_="legend")


def _grid(subject: Subject, rows: list[int], *, is_open: bool) -> Markup:
    plan, counts = subject.outline, _findings(subject)
    heads = [_column(plan.rows[at], at, is_open=is_open) for at in rows]
    corner = element("td", element("span", "imports →", class_="unseen"))
    body = [_row(plan, at, rows, counts, is_open=is_open) for at in rows]
    table = element(
        "table",
        element("caption", "Imports between the parts: a row imports its columns", class_="unseen"),
        element("thead", element("tr", corner, *heads)),
        element("tbody", *body),
        class_="dsm",
    )
    return scroller("Dependency matrix", table, "scroll tall")


def _is_hidden(row: Row, is_open: bool) -> bool:
    return row.parent >= 0 and not is_open


def _column(row: Row, at: int, *, is_open: bool) -> Markup:
    look = "group" if row.is_group else "member" if row.parent >= 0 else None
    return element(
        "th", element("span", row.label), scope="col", title=row.part.key, class_=look, hidden=_is_hidden(row, is_open)
    )


def _row(
    plan: Outline, at: int, rows: Iterable[int], counts: dict[tuple[int, int], int], *, is_open: bool
) -> Markup:
    row = plan.rows[at]
    cells = [_cell(plan, at, column, counts, is_open=is_open) for column in rows]
    look = "group" if row.is_group else "member" if row.parent >= 0 else None
    held = " ".join(map(str, row.held))
    return element(
        "tr", _head(row, at, is_open=is_open), *cells,
        class_=look, data_row=at, data_parent=row.parent if row.parent >= 0 else None, data_held=held,
        hidden=_is_hidden(row, is_open),
    )  # fmt: skip


def _head(row: Row, at: int, *, is_open: bool) -> Markup:
    part = row.part
    toggle = Markup("")
    if row.is_group:
        label = f"{part.key}: its {len(row.held)} parts"
        toggle = element("button", type="button", class_="toggle", aria_expanded=str(is_open).lower(), aria_label=label)
    name = element("span", row.label)
    if part.findings:
        label = f"{part.key}: show {counted(part.findings, 'finding')}"
        name = element("button", row.label, type="button", class_="part", aria_label=label)
    return element("th", toggle, name, scope="row", title=f"{part.key}: {counted(part.modules, 'module')}")


def _cell(plan: Outline, at: int, column: int, counts: dict[tuple[int, int], int], *, is_open: bool) -> Markup:
    bond = plan.bonds.get((at, column))
    hidden = _is_hidden(plan.rows[column], is_open)
    look = "own" if at == column else ""
    if not bond:
        return element("td", class_=look or None, hidden=hidden)
    title = f"{plan.rows[at].part.key} → {plan.rows[column].part.key}: {said(bond)}"
    number = counts.get((at, column), 0)
    if number:
        label = f"{title}; show {counted(number, 'finding')}"
        content = element("button", _marks(bond), type="button", title=title, aria_label=label)
        return element("td", content, class_=f"{look} {_look(bond)}".strip(), hidden=hidden)
    return element("td", str(bond.statements), class_=f"{look} {_look(bond)}".strip(), title=title, hidden=hidden)


def _look(bond: Bond) -> str:
    looks = ("against" if bond.divergences else "", "lack" if bond.absences else "")
    return " ".join(filter(None, looks)) or "legal"


def _marks(bond: Bond) -> Markup:
    marks = [f"✕{bond.divergences}"] if bond.divergences else []
    marks += [f"○{bond.absences}"] if bond.absences else []
    return join([element("span", mark) for mark in marks or [str(bond.statements)]])


def _findings(subject: Subject) -> dict[tuple[int, int], int]:
    """The number of findings about the imports between any two rows."""
    holders: dict[int, list[int]] = {}
    for number, row in enumerate(subject.outline.rows):
        for part in row.held:
            holders.setdefault(part, []).append(number)
    counts: dict[tuple[int, int], int] = {}
    for each in subject.standings:
        if each.bond:
            for source in holders[each.bond[0]]:
                for target in holders[each.bond[1]]:
                    counts[source, target] = counts.get((source, target), 0) + 1
    return counts
