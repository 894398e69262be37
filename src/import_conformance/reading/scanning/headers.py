"""Read the comments `# Key: value` near the top of a file from its text."""

import re
from collections.abc import Iterator
from itertools import islice

from import_conformance.model.base.facts import Header
from import_conformance.reading.scanning.strings import Unsure, continued_strings

# Headers are at the top; further down a comment with a colon is just a comment.
HEADER_LINES = 40
# A key is a few words; an address (`https://...`) has slashes after its colon.
_HEADER = re.compile(r"\s*#+[ \t]*([^\W\d_][\w .()/-]{0,40}?)[ \t]*:(?!//)[ \t]*(.*?)[ \t]*$")


def scan_headers(text: str) -> tuple[Header, ...] | None:
    """Return the headers of a text that can be parsed; None when only a tokenizer knows which lines are in a string."""
    headers = candidates(text)
    if not headers:
        return headers
    inside: set[int] = set()
    try:
        for first, last in continued_strings(text, _end_of_line(text, headers[-1].line)):
            inside.update(range(first + 1, last + 1))
    except Unsure:
        return None
    return tuple(header for header in headers if header.line not in inside)


def candidates(text: str) -> tuple[Header, ...]:
    """Return the lines near the top that look like headers, including those inside strings."""
    return tuple(_headers(text))


def _end_of_line(text: str, number: int) -> int:
    offset = 0
    for _ in range(number):
        offset = text.find("\n", offset) + 1 or len(text)
    return offset


def _headers(text: str) -> Iterator[Header]:
    # Not splitlines(): form feeds and the like do not end a line of Python.
    start = 0
    for number in islice(range(1, HEADER_LINES + 1), HEADER_LINES):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        found = _HEADER.match(line) if "#" in line else None
        if found:
            yield Header(found[1], found[2], number)
        if end < 0:
            return
        start = end + 1
