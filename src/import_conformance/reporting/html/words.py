"""Elements that several parts of the page share."""

from collections.abc import Iterable, Sequence

from import_conformance.model.structure.outline import MatrixRow
from import_conformance.reporting.markup import Markup, element, join
from import_conformance.reporting.words import cut_short


def section(key: str, title: str, note: str, *content: str) -> Markup:
    """Return a part of the page under its own heading; note: one sentence on how to read it."""
    heading = element("h2", title, id=f"{key}-title")
    lead = (element("p", note, class_="note"),) if note else ()
    return element("section", heading, *lead, *content, id=key, aria_labelledby=f"{key}-title")


def severity(name: str) -> Markup:
    """Return a severity, as a word with a mark of its own shape."""
    return element("span", name, class_=f"sev {name}")


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str | int]], class_: str = "") -> Markup:
    """Return a table that scrolls by itself if it is too wide; the first cell heads its row.

    caption: The title for screen readers. heads: A head that begins with `>` sets its column right.
    """
    return frame(caption, heads, [element("tr", *cells(row, heads)) for row in rows], class_)


def frame(caption: str, heads: Sequence[str], rows: Iterable[Markup], class_: str = "") -> Markup:
    """Return a table of rows that are elements already; arguments as in `table`."""
    names = [
        element("th", head.removeprefix(">"), scope="col", class_="n" if head.startswith(">") else None)
        for head in heads
    ]
    grid = element(
        "table",
        element("caption", caption, class_="unseen"),
        element("thead", element("tr", *names)),
        element("tbody", *rows),
        class_=class_ or None,
    )
    return scroller(caption, grid)


def cells(row: Sequence[str | int], heads: Sequence[str]) -> list[Markup]:
    """Return the cells of a row under these heads."""
    return [_cell(cell, heads[column].startswith(">"), is_first=not column) for column, cell in enumerate(row)]


def scroller(label: str, content: Markup, class_: str = "scroll") -> Markup:
    """Return a frame for what may be wider than the screen; the keyboard reaches it."""
    return element("div", content, class_=class_, tabindex=0, role="region", aria_label=label)


def _cell(cell: str | int, is_right: bool, *, is_first: bool) -> Markup:
    look = "n" if is_right and cell else "n nil" if is_right else None
    text = cell if isinstance(cell, str) else str(cell)
    return element("th", text, scope="row", class_=look) if is_first else element("td", text, class_=look)


def fold(summary: Markup, *content: str, class_: str = "", is_open: bool = False) -> Markup:
    """Return content that opens on demand, without a script."""
    return element("details", element("summary", summary), *content, class_=class_ or None, open=is_open)


def go(text: str | int, label: str, **filters: str | int | None) -> Markup:
    """Return a button that shows the findings of a filter: `law`, `domain`, `severity`, `sources` and `targets`."""
    chosen = {f"data_{key}": value for key, value in filters.items() if value is not None}
    return element("button", str(text), type="button", class_="go", aria_label=label, **chosen)


def codes(texts: Iterable[str], most: int) -> Markup:
    """Return names as code, and how many more there are beyond `most`."""
    return join(cut_short([element("code", text) for text in texts], most), ", ")


def bar(share: float, label: str, class_: str = "bar") -> Markup:
    """Return a share (0 to 1) as a bar."""
    full = element("rect", width=100, height=8, rx=2, class_="all")
    part = element("rect", width=f"{100 * share:.1f}", height=8, rx=2, class_="part")
    return element("svg", full, part, viewBox="0 0 100 8", class_=class_, role="img", aria_label=label)


def tree(row: MatrixRow, number: int) -> dict[str, str | int]:
    """Return the attributes of a table row by which the script finds a group's members and parts."""
    parent = {"data_parent": row.parent} if row.parent >= 0 else {}
    return {"data_row": number, "data_held": " ".join(map(str, row.held)), **parent}


def toggle(row: MatrixRow, *, is_open: bool) -> Markup:
    """Return the button that opens and closes a group; nothing for a part."""
    if not row.is_group:
        return Markup("")
    label, state = f"{row.part.key}: its {len(row.held)} parts", "true" if is_open else "false"
    return element("button", type="button", class_="toggle", aria_expanded=state, aria_label=label)
