"""Sections of a Markdown text of limited size: each gets its share first, then what others left, in their order."""

from collections.abc import Iterable
from dataclasses import dataclass, field

_CUT = "... and {} more, cut to fit; `conformance diff` without `--format` shows all."


@dataclass(frozen=True)
class MarkdownSection:
    """A part of a Markdown text, of which rows may be cut, from the last one up.

    Attributes:
        folded: The summary of a `<details>` that holds it all, plain text without special characters; "" for none.
        share: Which part of the room the rows get before others had theirs, 0 to 1.
    """

    head: list[str]
    rows: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    folded: str = ""
    share: float = 0.0

    def lines(self, count: int) -> list[str]:
        """Return the section with so many of its rows."""
        left = len(self.rows) - count
        cut = ["", _CUT.format(left)] if left else []
        body = [*self.head, *self.rows[:count], *cut, *self.foot]
        if not self.folded:
            return body
        return [f"<details><summary>{self.folded}</summary>", "", *body, "</details>", ""]


def fill(sections: Iterable[MarkdownSection], most: int) -> str:
    """Return the sections as one text of at most so many bytes of UTF-8, if heads and feet alone fit."""
    listed = list(sections)
    counts = [0] * len(listed)
    # Without rows a section states the largest number of cut ones, so its size without them only shrinks later.
    room = most - sum(_size(section.lines(0)) for section in listed)
    for shares in ([section.share for section in listed], [1.0] * len(listed)):
        whole = room
        for number, section in enumerate(listed):
            budget = min(room, int(whole * shares[number]))
            for row in section.rows[counts[number] :]:
                budget -= _size([row])
                if budget < 0:
                    break
                counts[number] += 1
                room -= _size([row])
    lines = [line for section, count in zip(listed, counts, strict=True) for line in section.lines(count)]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode("utf-8", "backslashreplace")) + 1 for line in lines)
