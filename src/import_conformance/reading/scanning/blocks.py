"""When an import in an indented line happens, told by the lines around it.

In Python, the nearest line above with less indentation begins the block that a statement stands in. Lines inside
brackets and strings may be indented as they like: where they cannot be told from the beginning of a block, `Unsure` is
raised.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from import_conformance.model.topology import Guard, ImportKind
from import_conformance.reading.scanning.handlers import HandlerScan
from import_conformance.reading.scanning.strings import Spans, Unsure, refuse_continued
from import_conformance.reading.scanning.typing_conditions import Test, TypingScan

_HEADER = re.compile(r"(?:(?:async +)?(?:def|for|with)|class|if|elif|else|while|try|except|finally)\b")
# Inside brackets a line may begin with one of these as well, and even end with a colon: of a slice, of a lambda or of a
# dictionary, behind a conditional expression or a comprehension.
_TESTED = frozenset({"if", "elif", "else", "while"})
_MAY_STAND_IN_BRACKETS = ("if", "else", "for")
_SHORT_STRING = re.compile(r"""[bBrRuU]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
# Strings that may hold others: in three quotes, or with code in braces.
_ODD_STRING = re.compile(r"""\"{3}|'{3}|[fFtT][rR]?['"]""")
_UNSURE = re.compile(r"['\"#]|\belse\b")
_BRACKET = re.compile(r"[()\[\]{}]")
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
# What is read a second time to tell one block from another: enough for any file that a person wrote.
_MOST_CHARACTERS = 2_000_000


class _Header(NamedTuple):
    """The line that begins a block: where it starts, its blanks, its keyword, and all that it says."""

    line: int
    indent: int
    word: str
    code: str


class Blocks:
    """The blocks of one text, in which no letter folds into an ASCII one.

    strings: where its strings over several lines stand, in order.
    """

    def __init__(self, text: str, strings: Spans) -> None:
        self._text = text
        self._strings = strings
        self._starts = [start for start, _ in strings]
        self._handlers = HandlerScan(text)
        self._left = _MOST_CHARACTERS
        # The last function at each indentation: where it begins, and whether only type checkers reach it.
        self._functions: dict[int, tuple[int, bool]] = {}
        self.typing = TypingScan(text)

    def string_before(self, at: int) -> tuple[int, int]:
        """The last string that begins at a place or before it, and its end; (-1, -1) for none."""
        index = bisect_right(self._starts, at) - 1
        return self._strings[index] if index >= 0 else (-1, -1)

    def spend(self, characters: int) -> None:
        """Note that so many characters are read again: a hostile text must not make the time grow with its square.

        Raises:
            Unsure: when that was too often.
        """
        self._left -= characters
        if self._left < 0:
            raise Unsure

    def when(self, line: int, indent: int) -> tuple[ImportKind, Guard]:
        """When an import happens that begins the line at `line`, with so many blanks before it; and if it may fail.

        Raises:
            Unsure: when the lines around cannot be told from the beginning of a block.
        """
        kind, guard, at = ImportKind.RUNTIME, Guard.NONE, line
        while indent:
            header = self._around(line, indent)
            line, indent, word, _ = header
            if word in _TESTED:
                kind = ImportKind.TYPING if self._is_typing(header) else kind
            elif word.endswith("def"):
                is_typing = kind is ImportKind.TYPING or (indent and self._is_below_typing(line, indent))
                return ImportKind.TYPING if is_typing else ImportKind.LAZY, guard
            elif word == "try" and guard is Guard.NONE:
                guard = Guard.OPTIONAL if self._is_handled(at, indent) else guard
            elif word.endswith("with"):
                self._refuse_suppress()
        return kind, guard

    def _is_below_typing(self, line: int, indent: int) -> bool:
        """Whether only type checkers reach a function. What is above the one before it need not be read again."""
        before, answer = self._functions.get(indent, (-1, False))
        header = self._around(line, indent, before)
        if header.line != before:
            is_typing = header.word in _TESTED and self._is_typing(header)
            answer = is_typing or (header.indent > 0 and self._is_below_typing(header.line, header.indent))
        self._functions[indent] = line, answer
        return answer

    def _is_typing(self, header: _Header) -> bool:
        """Whether only type checkers enter the block that a condition begins, or the ones above it."""
        if header.word != "else" and self.typing.test(header.code.rstrip()) is Test.TYPING:
            return True
        while header.word in {"elif", "else"}:
            above = self._around(header.line, header.indent + 1)
            if above.indent != header.indent:
                raise Unsure
            header = above
            if header.word in _TESTED - {"else"} and self.typing.test(header.code.rstrip()) is Test.NOT_TYPING:
                return True
        return False

    def _is_handled(self, at: int, indent: int) -> bool:
        before = self._handlers.read
        answer = self._handlers.is_handled(at, indent)
        self.spend(self._handlers.read - before)
        return answer

    def _refuse_suppress(self) -> None:
        """Leave a `with` alone in a text that may suppress the failure of an import."""
        if "suppress" in self._text:
            raise Unsure

    def _around(self, line: int, indent: int, known: int = -1) -> _Header:
        """The line that begins the block around a line, or that at `known`, if there is none up to it."""
        is_tail = False
        deep = " " * indent
        text, here = self._text, line
        while line > 0:
            start = text.rfind("\n", 0, line - 1) + 1
            if text.startswith(deep, start):
                # Whatever it says, and also inside a string, whose first line is met further up.
                line = start
                if line == known:
                    return _Header(line, indent, "", "")
                continue
            line, code, blanks = self._above(line)
            self.spend(here - line)
            here = line
            if blanks >= indent or not code or code[0] == "#":
                continue
            if code[0] in ")]}":
                is_tail = True  # of a header over several lines
                continue
            refuse_continued(self._text, line)
            return _Header(line, blanks, _split_header(code) if is_tail else _header(code), code)
        raise Unsure

    def _above(self, line: int) -> tuple[int, str, int]:
        """The line above that does not begin inside a string: its start, what it says, the blanks before that."""
        end = line - 1
        start = self._text.rfind("\n", 0, end) + 1
        opened, closed = self.string_before(end - 1)
        if start <= opened and closed > end:
            # The lines of a string that begins here were passed by.
            end = opened
            opened, closed = self.string_before(end - 1)
        while opened < start < closed:
            end = opened
            start = self._text.rfind("\n", 0, end) + 1
            opened, closed = self.string_before(end - 1)
        said = self._text[start:end]
        code = said.lstrip(" ")
        return start, code, len(said) - len(code)


def _header(code: str) -> str:
    """The keyword of a block whose first line ends with the colon."""
    word = _keyword(code)
    code = code.rstrip()
    if word.endswith(_MAY_STAND_IN_BRACKETS) and code != "else:":
        _refuse_in_brackets(code)
    return word


def _refuse_in_brackets(code: str) -> None:
    """Leave a line alone that may stand inside of brackets, and so begin no block."""
    if _ODD_STRING.search(code):
        raise Unsure
    said = _SHORT_STRING.sub("", code)
    if "#" in said and not any(quote in said for quote in "\"'"):
        said = said[: said.index("#")].rstrip()
    if said[-1] != ":" or _UNSURE.search(said) or not _is_balanced(said):
        raise Unsure


def _is_balanced(code: str) -> bool:
    """Whether each bracket of a line is closed on it, and none that was opened before."""
    opened: list[str] = []
    for bracket in _BRACKET.findall(code):
        if bracket in _CLOSED_BY:
            opened.append(_CLOSED_BY[bracket])
        elif not opened or opened.pop() != bracket:
            return False
    return not opened


def _split_header(code: str) -> str:
    """The keyword that a block begins with, on a line that leaves brackets open."""
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
