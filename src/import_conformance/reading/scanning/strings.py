"""Where strings over several lines stand in a text, told without a parser.

A text is read as far as that can be sure; where it cannot (a string that goes on by a backslash, an f-string that may
hold another one in its braces), `Unsure` is raised. The text must be one that the parser accepts.
"""

import re
from collections.abc import Iterator

# Where each string begins, at its first quote, and where it ends, behind its last.
Spans = list[tuple[int, int]]

# A comment or a string; of one in three quotes only these, which are told apart.
_TOKEN = re.compile(r"""#[^\n]*|[A-Za-z]{0,3}(?:(\"{3}|'{3})|"(?:[^"\\\n]|\\[^\n])*"?|'(?:[^'\\\n]|\\[^\n])*'?)""")

# A comment or a quote, and a string in single quotes, which a backslash may continue on the next line.
_MARK = re.compile(r"""#[^\n]*|["']""")
_CONTINUED = re.compile(r""""(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'""")
_SHORT = re.compile(r""""(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'""")
_PLAIN_FIELD = re.compile(r"""\{(?:[^{}'"#\\]|'[^'{}#\\\n]*'(?!')|"[^"{}#\\\n]*"(?!"))*\}""")

# A bracket that is not closed on its line before a quote, a remark or another bracket.
_DOUBTFUL = re.compile(r"\{(?![^{}'\"#\\\n]*+\})")
_FIELD = r"""\{(?:[^{}'"#\\\n]|'[^'{}#\\\n]*'(?!')|"[^"{}#\\\n]*"(?!")|\{[^{}'"#\\\n]*\})*+\}"""
_IN_QUOTES = r"(?:[^{quote}\\\n{{}}]|\\[^\n{{}}]|\{{\{{|\}}\}}|{field})*+{quote}"
_DOUBLE, _SINGLE = (_IN_QUOTES.format(quote=quote, field=_FIELD) for quote in "\"'")
# The beginning of an f- or t-string in single quotes that may not end on its line.
_OPEN_STRING = re.compile(rf"""[fFtT](?:(?<!\w.)|(?<=[rR].)(?<!\w[rR].))[rR]?(?:"(?!""|{_DOUBLE})|'(?!''|{_SINGLE}))""")


class Unsure(Exception):  # noqa: N818  # no error: an answer
    """Only the parser can tell."""


def long_strings(text: str, last: int) -> Spans:
    """Where triple-quoted strings stand that begin before the place `last`, from first quote to behind last."""
    spans: Spans = []
    at = 0
    double, single = text.find('"""'), text.find("'''")
    while double >= 0 or single >= 0:
        opening = double if single < 0 or 0 <= double < single else single
        if opening >= last:
            break
        line = max(text.rfind("\n", at, opening) + 1, at)
        refuse_continued(text, line)
        before = text[line:opening]
        if '"' in before or "'" in before or "#" in before:
            opening, at = _opening(text, line, opening)
        if opening >= 0:
            spans.append((opening, at := closing(text, opening)))
        double = text.find('"""', at) if 0 <= double < at else double
        single = text.find("'''", at) if 0 <= single < at else single
    return spans


def continued_strings(text: str, last: int) -> Iterator[tuple[int, int]]:
    """The first and the last line of each string over several lines that begins before the place `last`.

    Raises:
        Unsure: when only a tokenizer can find the end of a string.
    """
    at, line, counted = 0, 1, 0
    while (mark := _MARK.search(text, at)) and mark.start() < last:
        opening, at = mark.start(), mark.end()
        if text[opening] != "#":
            at = _end_of_string(text, opening)
            first = line + text.count("\n", counted, opening)
            line, counted = first + text.count("\n", opening, at), at
            if line > first:
                yield first, line


def _end_of_string(text: str, opening: int) -> int:
    if text.startswith(('"""', "'''"), opening):
        return closing(text, opening)
    string = _CONTINUED.match(text, opening)
    if string is None:
        raise Unsure
    if _is_formatted(text[max(opening - 2, 0) : opening]):
        _refuse_fields(string.group()[1:-1])
    return string.end()


def _opening(text: str, line: int, suspect: int) -> tuple[int, int]:
    """Where a triple-quoted string begins, reading a line from its start, or -1; and where to read on."""
    at = line
    while at <= suspect:
        token = _TOKEN.search(text, at)
        if token is None or token.start() > suspect + 2:
            break
        if token[1]:
            return token.end() - 3, token.end()
        _refuse_odd(token.group())
        at = token.end()
    return -1, max(at, suspect + 1)


def _refuse_odd(token: str) -> None:
    """A string that does not end on its line, or that may hold another one in its braces."""
    if token[0] == "#":
        return
    body = token.lstrip("rRbBuUfFtT")
    if len(body) < 2 or body[-1] != body[0] or not _SHORT.fullmatch(body):
        raise Unsure
    if _is_formatted(token[: len(token) - len(body)]):
        _refuse_fields(body[1:-1])


def _is_formatted(prefix: str) -> bool:
    """Whether a string may hold code in braces, by the letters in front of it."""
    return any(letter in prefix for letter in "fFtT")


def _refuse_fields(body: str) -> None:
    """A string whose end is not sure: from Python 3.12 on, code in its braces may hold its own quotes."""
    left = _PLAIN_FIELD.sub("", body)
    if "{" in left or "}" in left:
        raise Unsure


def closing(text: str, opening: int) -> int:
    """The end of the string that begins with three quotes."""
    quotes = text[opening : opening + 3]
    at = opening + 3
    while True:
        end = text.find(quotes, at)
        if end < 0:
            raise Unsure
        slashes = end
        while text[slashes - 1] == "\\":
            slashes -= 1
        if (end - slashes) % 2 == 0 or slashes < opening + 3:
            break
        at = end + 1
    if _is_formatted(text[max(opening - 2, 0) : opening]):
        _refuse_fields(text[opening + 3 : end])
    return end + 3


def refuse_open_fields(text: str, last: int) -> None:
    """Refuse a text in which an f- or t-string in single quotes goes on behind the end of its line.

    From Python 3.12 on it may, inside of its braces; the quote that ends it then looks like one that begins a string.
    last: nothing behind this place counts.
    """
    at = 0
    while (found := _DOUBTFUL.search(text, at, last)) is not None:
        line = text.rfind("\n", at, found.start()) + 1 or at
        end = text.find("\n", found.end())
        at = end if end >= 0 else len(text)
        # The string may also have begun on the line above, and go on by a backslash.
        refuse_continued(text, line)
        if _OPEN_STRING.search(text, line, at):
            raise Unsure


def refuse_continued(text: str, line: int) -> None:
    """A line that goes on from the one above by a backslash may stand in a string."""
    if text[line - 2 : line - 1] == "\\" and line > 1:
        raise Unsure


def refuse_code(text: str, line: int, at: int) -> None:
    """A place on a line that stands outside its comments and strings.

    line: where the line begins, or where the last string ends that began on a line above.
    """
    refuse_continued(text, line)
    while (token := _TOKEN.search(text, line)) is not None and token.start() < at:
        if token.end() > at:
            return
        _refuse_odd(token.group())
        line = token.end()
    raise Unsure
