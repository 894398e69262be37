"""The comments `# Key: value` near the top of a file, told from its text."""

import re
from collections.abc import Iterator
from itertools import islice

from conformance.model.facts import Header
from conformance.reading.string_scan import Unsure, closing

# Headers stand at the top; further down a comment with a colon is just a comment.
HEADER_LINES = 40
# A key is a few words; an address (`https://...`) has no space behind its colon.
_HEADER = re.compile(r"\s*#+[ \t]*([^\W\d_][\w .()/-]{0,40}?)[ \t]*:(?:[ \t]+(.*?))?[ \t]*$")
_TOP = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*")
_OPENING = re.compile(r"""[rRuU]?(\"{3}|'{3}|"|')""")
_SHORT = re.compile(r"""[rRuU]?(?:"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*')""")
_ALONE = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")


def scan_headers(text: str) -> tuple[Header, ...] | None:
    """The headers of a text that can be parsed; None when only the parser can tell where its docstring ends."""
    try:
        return headers_outside(text, _docstring_lines(text))
    except Unsure:
        return None


def headers_outside(text: str, docstring: range) -> tuple[Header, ...]:
    """The headers of a text; what looks like one in the lines of the docstring is none."""
    return tuple(header for header in _headers(text) if header.line not in docstring)


def _docstring_lines(text: str) -> range:
    """The lines of the string that a text begins with, if any.

    Raises:
        Unsure: when the string, or what it is part of, cannot be told.
    """
    top = _TOP.match(text)
    start = top.end() if top else 0
    opening = _OPENING.match(text, start)
    if opening is None:
        if text[start : start + 1] in {"(", "\\", "\f"}:
            raise Unsure
        return range(0)
    if len(opening[1]) == 3:
        end = closing(text, opening.start(1))
    else:
        short = _SHORT.match(text, start)
        if short is None:
            raise Unsure
        end = short.end()
    if not _ALONE.match(text, end):
        raise Unsure
    first = text.count("\n", 0, start) + 1
    return range(first, first + text.count("\n", start, end) + 1)


def _headers(text: str) -> Iterator[Header]:
    # Not splitlines(): form feeds and the like do not end a line of Python.
    start = 0
    for number in islice(range(1, HEADER_LINES + 1), HEADER_LINES):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        found = _HEADER.match(line) if "#" in line else None
        if found:
            yield Header(found[1], found[2] or "", number)
        if end < 0:
            return
        start = end + 1
