"""Find out from the lines around an indented import when it happens.

In Python, the nearest line above with less indentation begins the block that a statement belongs to. Lines inside
brackets and strings may have any indentation: where such a line cannot be distinguished from the header of a block,
`Unsure` is raised.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from import_conformance.model.topology import Guard, ImportKind
from import_conformance.reading.scanning.handlers import HandlerScan
from import_conformance.reading.scanning.strings import Spans, Unsure, refuse_continued
from import_conformance.reading.scanning.typing_conditions import ConditionKind, TypingScan

_HEADER = re.compile(r"(?:(?:async +)?(?:def|for|with)|class|if|elif|else|while|try|except|finally)\b")
_TESTED = frozenset({"if", "elif", "else", "while"})
# A line inside brackets, too, may begin with one of these, and even end with a colon: of a slice, a lambda or a
# dictionary, after a conditional expression or a comprehension.
_MAY_STAND_IN_BRACKETS = ("if", "else", "for")
_SHORT_STRING = re.compile(r"""[bBrRuU]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
# Strings that may hold other strings: triple-quoted ones, or those with code in braces.
_ODD_STRING = re.compile(r"""\"{3}|'{3}|[fFtT][rR]?['"]""")
_UNSURE = re.compile(r"['\"#]|\belse\b")
_BRACKET = re.compile(r"[()\[\]{}]")
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
# The number of characters that may be read again to find the blocks: more than any file written by a person needs.
_MOST_CHARACTERS = 2_000_000


class _Header(NamedTuple):
    """The line that begins a block.

    Attributes:
        line: The offset in the text at which the line starts.
        indent: The number of spaces before its code.
    """

    line: int
    indent: int
    word: str
    code: str


class Blocks:
    """The blocks of one text, in which no letter folds into an ASCII one."""

    def __init__(self, text: str, strings: Spans) -> None:
        """Prepare for reading a text; strings: the spans of its strings over several lines, in order."""
        self._text = text
        self._strings = strings
        self._starts = [start for start, _ in strings]
        self._handlers = HandlerScan(text)
        self._left = _MOST_CHARACTERS
        # The last function at each indentation: the offset of its line, and whether only type checkers reach it.
        self._functions: dict[int, tuple[int, bool]] = {}
        self.typing = TypingScan(text)

    def string_before(self, offset: int) -> tuple[int, int]:
        """Return the start and end of the last long string that begins at or before an offset; (-1, -1) for none."""
        index = bisect_right(self._starts, offset) - 1
        return self._strings[index] if index >= 0 else (-1, -1)

    def spend(self, characters: int) -> None:
        """Count characters that are read again, because a hostile text must not make the time grow quadratically.

        Raises:
            Unsure: When there were too many.
        """
        self._left -= characters
        if self._left < 0:
            raise Unsure

    def when(self, line: int, indent: int) -> tuple[ImportKind, Guard]:
        """Return when an import happens, and whether its failure is handled.

        Args:
            line: The offset of the line that begins with the import.
            indent: The number of spaces before it.

        Raises:
            Unsure: When a line around cannot be distinguished from the header of a block.
        """
        kind, guard, offset = ImportKind.RUNTIME, Guard.NONE, line
        while indent:
            header = self._around(line, indent)
            line, indent, word, _ = header
            if word in _TESTED:
                kind = ImportKind.TYPING if self._is_typing(header) else kind
            elif word.endswith("def"):
                is_typing = kind is ImportKind.TYPING or (indent and self._is_below_typing(line, indent))
                return ImportKind.TYPING if is_typing else ImportKind.LAZY, guard
            elif word == "try" and guard is Guard.NONE:
                guard = Guard.OPTIONAL if self._is_handled(offset, indent) else guard
            elif word.endswith("with"):
                self._refuse_suppress()
        return kind, guard

    def _is_below_typing(self, line: int, indent: int) -> bool:
        """Return whether only type checkers reach a function; the search ends at the last function that was read."""
        before, answer = self._functions.get(indent, (-1, False))
        header = self._around(line, indent, before)
        if header.line != before:
            is_typing = header.word in _TESTED and self._is_typing(header)
            answer = is_typing or (header.indent > 0 and self._is_below_typing(header.line, header.indent))
        self._functions[indent] = line, answer
        return answer

    def _is_typing(self, header: _Header) -> bool:
        """Return whether only type checkers enter the block of a condition, by it or by those of the branches above."""
        if header.word != "else" and self.typing.test(header.code.rstrip()) is ConditionKind.TYPING:
            return True
        while header.word in {"elif", "else"}:
            above = self._around(header.line, header.indent + 1)
            if above.indent != header.indent:
                raise Unsure
            header = above
            if header.word in _TESTED - {"else"} and self.typing.test(header.code.rstrip()) is ConditionKind.NOT_TYPING:
                return True
        return False

    def _is_handled(self, offset: int, indent: int) -> bool:
        before = self._handlers.read
        answer = self._handlers.is_handled(offset, indent)
        self.spend(self._handlers.read - before)
        return answer

    def _refuse_suppress(self) -> None:
        """Refuse a `with` in a text that may suppress the failure of an import by it."""
        if "suppress" in self._text:
            raise Unsure

    def _around(self, line: int, indent: int, known: int = -1) -> _Header:
        """Return the header of the block around a line, or the line at offset `known` if that comes first."""
        is_tail = False
        deep = " " * indent
        text, here = self._text, line
        while line > 0:
            start = text.rfind("\n", 0, line - 1) + 1
            if text.startswith(deep, start):
                # Its content does not matter, not even inside a string: the string's first line is met further up.
                line = start
                if line == known:
                    return _Header(line, indent, "", "")
                continue
            line, code, spaces = self._above(line)
            self.spend(here - line)
            here = line
            if spaces >= indent or not code or code[0] == "#":
                continue
            if code[0] in ")]}":
                is_tail = True  # of a header over several lines
                continue
            refuse_continued(self._text, line)
            return _Header(line, spaces, _split_header(code) if is_tail else _header(code), code)
        raise Unsure

    def _above(self, line: int) -> tuple[int, str, int]:
        """Return the line above that does not begin inside a string, as its offset, its code and its indentation."""
        end = line - 1
        start = self._text.rfind("\n", 0, end) + 1
        opened, closed = self.string_before(end - 1)
        if start <= opened and closed > end:
            # The lines of a string that begins here have been skipped.
            end = opened
            opened, closed = self.string_before(end - 1)
        while opened < start < closed:
            end = opened
            start = self._text.rfind("\n", 0, end) + 1
            opened, closed = self.string_before(end - 1)
        whole = self._text[start:end]
        code = whole.lstrip(" ")
        return start, code, len(whole) - len(code)


def _header(code: str) -> str:
    """Return the keyword of a header that is complete on its line."""
    word = _keyword(code)
    code = code.rstrip()
    if word.endswith(_MAY_STAND_IN_BRACKETS) and code != "else:":
        _refuse_in_brackets(code)
    return word


def _refuse_in_brackets(code: str) -> None:
    """Refuse a line that may be inside brackets, and so may begin no block."""
    if _ODD_STRING.search(code):
        raise Unsure
    rest = _SHORT_STRING.sub("", code)
    if "#" in rest and not any(quote in rest for quote in "\"'"):
        rest = rest[: rest.index("#")].rstrip()
    if rest[-1] != ":" or _UNSURE.search(rest) or not _is_balanced(rest):
        raise Unsure


def _is_balanced(code: str) -> bool:
    """Return whether each bracket that is opened on a line is closed on it, and no other one."""
    opened: list[str] = []
    for bracket in _BRACKET.findall(code):
        if bracket in _CLOSED_BY:
            opened.append(_CLOSED_BY[bracket])
        elif not opened or opened.pop() != bracket:
            return False
    return not opened


def _split_header(code: str) -> str:
    """Return the keyword of a header whose first line leaves brackets open."""
    word = _keyword(code)
    opened = sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))
    is_doubtful = word.endswith((*_MAY_STAND_IN_BRACKETS, "while"))
    if opened <= 0 or is_doubtful or any(mark in code for mark in "\"'#"):
        raise Unsure
    return word


def _keyword(code: str) -> str:
    found = _HEADER.match(code)
    if found is None:
        raise Unsure
    return found.group()
