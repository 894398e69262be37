"""Find words in a source file: in its code, or only in docstrings, comments and other strings."""

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.answers.claims import Mentions
from import_conformance.model.base.facts import Unreadable
from import_conformance.reading.text.source_text import decode, parse


class _Part(StrEnum):
    """The kinds of text in a file, with the names of the fields of `Mentions`."""

    CODE = "code"
    DOCSTRING = "docstrings"
    COMMENT = "comments"
    STRING = "strings"


@dataclass(frozen=True)
class _Span:
    """A span of text; start and end are (line from 1, byte in the UTF-8 line from 0), the end is excluded."""

    start: tuple[int, int]
    end: tuple[int, int]
    part: _Part


def mentions(data: bytes, words: Collection[str]) -> Mentions | Unreadable:
    """Return the lines of a content that hold one of the words; an f-string counts as code."""
    text = decode(data)
    if isinstance(text, Unreadable):
        return text
    tree = parse(text)
    if isinstance(tree, Unreadable):
        return tree
    places = list(_places(text, words))
    if not places:
        return Mentions()
    spans = [*_strings(tree), *_comments(text)]
    lines: dict[_Part, dict[int, None]] = {part: {} for part in _Part}
    for place in places:
        lines[_part_at(place, spans)][place[0]] = None
    return Mentions(**{part.value: tuple(found) for part, found in lines.items()})


def _places(text: str, words: Collection[str]) -> Iterator[tuple[int, int]]:
    if not words:
        return
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for number, line in enumerate(text.split("\n"), 1):
        for match in pattern.finditer(line):
            yield number, _bytes_before(line, match.start())


def _part_at(place: tuple[int, int], spans: Collection[_Span]) -> _Part:
    return next((span.part for span in spans if span.start <= place < span.end), _Part.CODE)


def _strings(tree: ast.AST) -> Iterator[_Span]:
    """Yield the plain strings; every string that is a statement of its own counts as a docstring."""
    stack: list[tuple[ast.AST, _Part]] = [(tree, _Part.STRING)]
    while stack:
        node, part = stack.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
            yield _Span((node.lineno, node.col_offset), end, part)
        elif not isinstance(node, ast.JoinedStr):
            inner = _Part.DOCSTRING if isinstance(node, ast.Expr) else _Part.STRING
            stack += [(child, inner) for child in ast.iter_child_nodes(node)]


def _comments(text: str) -> Iterator[_Span]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                start = _bytes_before(token.line, token.start[1])
                end = start + _bytes_before(token.string, len(token.string))
                yield _Span((token.start[0], start), (token.end[0], end), _Part.COMMENT)
    except (tokenize.TokenError, SyntaxError):
        # The parser accepted the text, so the tokenizer's error comes after all tokens of interest.
        return


def _bytes_before(line: str, column: int) -> int:
    return len(line[:column].encode("utf-8", "surrogatepass"))
