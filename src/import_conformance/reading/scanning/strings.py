"""Find the strings over several lines of a text without a parser.

Where that is not certain (a string that is continued by a backslash, an f-string that may hold another string in its
braces), `Unsure` is raised. The text must be one that the parser accepts.
"""

import re
from collections.abc import Iterator

# For each string, the offset of its first quote, and the offset after its last one.
Spans = list[tuple[int, int]]

# A comment or a string; of a triple-quoted string only the three quotes, which are the group.
_TOKEN = re.compile(r"""#[^\n]*|[A-Za-z]{0,3}(?:(\"{3}|'{3})|"(?:[^"\\\n]|\\[^\n])*"?|'(?:[^'\\\n]|\\[^\n])*'?)""")

# A comment or a quote, and a string in single quotes, which a backslash may continue on the next line.
_MARK = re.compile(r"""#[^\n]*|["']""")
_CONTINUED = re.compile(r""""(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'""")
_SHORT = re.compile(r""""(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'""")
_PLAIN_FIELD = re.compile(r"""\{(?:[^{}'"#\\]|'[^'{}#\\\n]*'(?!')|"[^"{}#\\\n]*"(?!"))*\}""")

# A brace that is not closed on its line before a quote, a comment or another brace.
_DOUBTFUL = re.compile(r"\{(?![^{}'\"#\\\n]*+\})")
_FIELD = r"""\{(?:[^{}'"#\\\n]|'[^'{}#\\\n]*'(?!')|"[^"{}#\\\n]*"(?!")|\{[^{}'"#\\\n]*\})*+\}"""
_IN_QUOTES = r"(?:[^{quote}\\\n{{}}]|\\[^\n{{}}]|\{{\{{|\}}\}}|{field})*+{quote}"
_DOUBLE, _SINGLE = (_IN_QUOTES.format(quote=quote, field=_FIELD) for quote in "\"'")
# The beginning of an f- or t-string that is not triple-quoted and may not end on its line.
_OPEN_STRING = re.compile(rf"""[fFtT](?:(?<!\w.)|(?<=[rR].)(?<!\w[rR].))[rR]?(?:"(?!""|{_DOUBLE})|'(?!''|{_SINGLE}))""")


class Unsure(Exception):  # noqa: N818  # an answer, not an error
    """Raised where only the parser can decide."""


def long_strings(text: str, last: int) -> Spans:
    """Return the spans of the triple-quoted strings that begin before the offset `last`.

    Raises:
        Unsure: When it is not certain where a string begins or ends.
    """
    spans: Spans = []
    offset = 0
    double, single = text.find('"""'), text.find("'''")
    while double >= 0 or single >= 0:
        opening = double if single < 0 or 0 <= double < single else single
        if opening >= last:
            break
        line = max(text.rfind("\n", offset, opening) + 1, offset)
        refuse_continued(text, line)
        before = text[line:opening]
        if '"' in before or "'" in before or "#" in before:
            opening, offset = _opening(text, line, opening)
        if opening >= 0:
            spans.append((opening, offset := end_of_triple_quoted(text, opening)))
        double = text.find('"""', offset) if 0 <= double < offset else double
        single = text.find("'''", offset) if 0 <= single < offset else single
    return spans


def continued_strings(text: str, last: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each string over several lines that begins before the offset `last`.

    Raises:
        Unsure: When only a tokenizer can find the end of a string.
    """
    offset, line, counted = 0, 1, 0
    while (mark := _MARK.search(text, offset)) and mark.start() < last:
        opening, offset = mark.start(), mark.end()
        if text[opening] != "#":
            offset = _end_of_string(text, opening)
            first = line + text.count("\n", counted, opening)
            line, counted = first + text.count("\n", opening, offset), offset
            if line > first:
                yield first, line


def _end_of_string(text: str, opening: int) -> int:
    if text.startswith(('"""', "'''"), opening):
        return end_of_triple_quoted(text, opening)
    string = _CONTINUED.match(text, opening)
    if string is None:
        raise Unsure
    if _is_formatted(text[max(opening - 2, 0) : opening]):
        _refuse_fields(string.group()[1:-1])
    return string.end()


def _opening(text: str, line: int, suspect: int) -> tuple[int, int]:
    """Find the offset of quotes before `suspect` that open a triple-quoted string (-1: none), and where to read on."""
    offset = line
    while offset <= suspect:
        token = _TOKEN.search(text, offset)
        if token is None or token.start() > suspect + 2:
            break
        if token[1]:
            return token.end() - 3, token.end()
        _refuse_odd(token.group())
        offset = token.end()
    return -1, max(offset, suspect + 1)


def _refuse_odd(token: str) -> None:
    """Refuse a string that does not end on its line, or that may hold another one in its braces."""
    if token[0] == "#":
        return
    body = token.lstrip("rRbBuUfFtT")
    if len(body) < 2 or body[-1] != body[0] or not _SHORT.fullmatch(body):
        raise Unsure
    if _is_formatted(token[: len(token) - len(body)]):
        _refuse_fields(body[1:-1])


def _is_formatted(prefix: str) -> bool:
    """Return whether a string with such a prefix may hold code in braces."""
    return any(letter in prefix for letter in "fFtT")


def _refuse_fields(body: str) -> None:
    """Refuse a string whose end is not certain: from Python 3.12 on, code in its braces may hold the same quotes."""
    rest = _PLAIN_FIELD.sub("", body)
    if "{" in rest or "}" in rest:
        raise Unsure


def end_of_triple_quoted(text: str, opening: int) -> int:
    """Return the offset after the triple-quoted string that begins at an offset."""
    quotes = text[opening : opening + 3]
    offset = opening + 3
    while True:
        end = text.find(quotes, offset)
        if end < 0:
            raise Unsure
        slashes = end
        while text[slashes - 1] == "\\":
            slashes -= 1
        if (end - slashes) % 2 == 0 or slashes < opening + 3:
            break
        offset = end + 1
    if _is_formatted(text[max(opening - 2, 0) : opening]):
        _refuse_fields(text[opening + 3 : end])
    return end + 3


def refuse_open_fields(text: str, last: int) -> None:
    """Refuse a text in which an f- or t-string that is not triple-quoted continues on the next line.

    From Python 3.12 on it may, inside its braces; the quote that ends it then looks like one that begins a string.
    """
    offset = 0
    while (found := _DOUBTFUL.search(text, offset, last)) is not None:
        line = text.rfind("\n", offset, found.start()) + 1 or offset
        end = text.find("\n", found.end())
        offset = end if end >= 0 else len(text)
        # The string may also have begun on the line above, and be continued by a backslash.
        refuse_continued(text, line)
        if _OPEN_STRING.search(text, line, offset):
            raise Unsure


def refuse_continued(text: str, line: int) -> None:
    """Refuse a line that continues the one above by a backslash, because it may be in a string."""
    if text[line - 2 : line - 1] == "\\" and line > 1:
        raise Unsure


def refuse_code(text: str, line: int, offset: int) -> None:
    """Refuse an offset that is in the code of a line, and not in a comment or a string.

    Args:
        text: The whole text.
        line: The offset at which the line begins, or at which the last string ends that began on a line above.
        offset: An offset on the line.
    """
    refuse_continued(text, line)
    while (token := _TOKEN.search(text, line)) is not None and token.start() < offset:
        if token.end() > offset:
            return
        _refuse_odd(token.group())
        line = token.end()
    raise Unsure
