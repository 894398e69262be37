"""Sections that share what room there is: each gets its share first, then what others left, in their order."""

from collections.abc import Iterable
from dataclasses import dataclass, field

_CUT = "... and {} more, cut to fit; `conformance diff` without `--format` shows all."


@dataclass(frozen=True)
class MarkdownSection:
    """A part of a Markdown text. head and foot are never cut; rows are, from the last one up.

    folded: the summary of a `<details>` that holds it all, plain text that needs no escaping; "" for an open section.
    share: how much of the room its rows get before others had theirs, 0 to 1.
    """

    head: list[str]
    rows: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    folded: str = ""
    share: float = 0.0

    def lines(self, count: int) -> list[str]:
        """The section with so many of its rows."""
        left = len(self.rows) - count
        cut = ["", _CUT.format(left)] if left else []
        body = [*self.head, *self.rows[:count], *cut, *self.foot]
        if not self.folded:
            return body
        return [f"<details><summary>{self.folded}</summary>", "", *body, "</details>", ""]


def fill(sections: Iterable[MarkdownSection], most: int) -> str:
    """The sections as one text of at most so many bytes of UTF-8, as long as heads and feet alone fit."""
    listed = list(sections)
    counts = [0] * len(listed)
    # Without rows a section says that they are cut, in the largest number: it needs no more than that beside them.
    room = most - sum(_size(section.lines(0)) for section in listed)
    for shares in ([section.share for section in listed], [1.0] * len(listed)):
        whole = room
        for at, section in enumerate(listed):
            budget = min(room, int(whole * shares[at]))
            while counts[at] < len(section.rows) and _size([section.rows[counts[at]]]) <= budget:
                taken = _size([section.rows[counts[at]]])
                counts[at] += 1
                budget -= taken
                room -= taken
    lines = [line for section, count in zip(listed, counts, strict=True) for line in section.lines(count)]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode("utf-8", "backslashreplace")) + 1 for line in lines)
