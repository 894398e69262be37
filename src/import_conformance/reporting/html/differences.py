"""Two texts side by side: the lines that differ, with one line before and after them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from import_conformance.reporting.markup import Markup, element
from import_conformance.reporting.words import counted

MOST = 24
"""So many rows of one function are shown."""

Line = tuple[str, str]
"""A mark (`-`: only on the left; `+`: only on the right; space: on both sides) and the text."""


def difference(name: str, left: Sequence[str], right: Sequence[str]) -> Markup:
    """Return a function on both sides; of one that is on one side alone, only where and how long it is."""
    if not (left and right):
        where = f" only in the {'copy' if left else 'original'}, {counted(len(left or right), 'line')}"
        return element("p", element("code", name), where, class_="alone")
    rows = list(_rows(left, right))
    body = [element("tr", *(_cell(line) for line in row)) for row in rows[:MOST]]
    if len(rows) > MOST:
        more = f"and {counted(len(rows) - MOST, 'line')} more"
        body.append(element("tr", element("td", more, class_="more", colspan=2)))
    return element("table", element("caption", name), element("tbody", *body), class_="sides")


def _rows(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[Line, Line]]:
    """Yield the lines of both sides that differ, and their neighbours."""
    for group in SequenceMatcher(None, left, right, autojunk=False).get_grouped_opcodes(1):
        for kind, start, end, first, last in group:
            if kind == "equal":
                yield from (((" ", text), (" ", text)) for text in left[start:end])
            else:
                removed, added = (("-", text) for text in left[start:end]), (("+", text) for text in right[first:last])
                yield from zip_longest(removed, added, fillvalue=(" ", ""))


def _cell(line: Line) -> Markup:
    mark, text = line
    look = {"-": "gone", "+": "come"}.get(mark)
    return element("td", element("code", f"{mark} {text}") if text or look else "", class_=look)
