"""Whether the failure of an import is handled by the `try` around it, told from the lines below it."""

import re
from bisect import bisect_right
from functools import lru_cache

from import_conformance.reading.scanning.strings import Spans, Unsure, long_strings, refuse_continued
from import_conformance.reading.walking.failure_guard import HANDLED, aliased

_HANDLER = re.compile(r"except\b\*?[ \t]*\(?([\w., \t]*)\)?[ \t]*:", re.ASCII)
_NAMED = re.compile(r"[ \t]+as[ \t]+\w+[ \t]*$", re.ASCII)
# Words that begin a statement, and stand in no brackets.
_STATEMENT = re.compile(r"(?:def|class|import|return|raise|with|try|while|del|pass|break|continue|global|assert)\b|@\w")
_LAST = re.compile(r"(?:else|finally)\b")


class HandlerScan:
    """The handlers in one text. read: how many characters have been looked at."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_plain: bool | None = None
        self._strings: Spans | None = None
        self.read = 0

    def is_handled(self, at: int, indent: int) -> bool:
        """Whether a handler takes the failure of what begins at `at`, in the body of a `try` with that indentation.

        Raises:
            Unsure: when a handler cannot be told from other lines, or what it handles.
        """
        if self._is_plain is None:
            self._is_plain = not aliased(self._text)
        if not self._is_plain:
            raise Unsure
        at = self._next(_first(indent), at)
        while self._text.startswith("except", at):
            found = _HANDLER.match(_without_name(self._line(at)))
            if found is None:
                raise Unsure
            names = [name.strip().removeprefix("builtins.") for name in found[1].split(",")]
            if names == [""] or not HANDLED.isdisjoint(names):
                return True
            at = self._next(_margin(indent), at)
        return self._is_over(at, indent)

    def _is_over(self, at: int, indent: int) -> bool:
        """False, where no handler can follow; there is no other answer."""
        text = self._text
        is_less = at >= len(text) or at - (text.rfind("\n", 0, at) + 1) < indent
        if at < len(text) and not (_LAST.match(text, at) and not is_less) and not _STATEMENT.match(text, at):
            raise Unsure
        return False

    def _line(self, at: int) -> str:
        end = self._text.find("\n", at)
        return self._text[at : end if end >= 0 else len(self._text)]

    def _next(self, pattern: re.Pattern[str], at: int) -> int:
        """Where the code of the next line of a pattern begins; the end of the text where there is none."""
        text = self._text
        found = pattern.search(text, at)
        end = found.end() if found else len(text)
        self.read += end - at
        if found and ('"""' in text[at:end] or "'''" in text[at:end]):
            closed = self._end_of_string(end)
            if closed > end:
                return self._next(pattern, closed)
        refuse_continued(text, text.rfind("\n", 0, end) + 1)
        return end

    def _end_of_string(self, at: int) -> int:
        """Where the long string ends in which a place stands; -1 when it stands in none."""
        if self._strings is None:
            self._strings = long_strings(self._text, len(self._text))
        index = bisect_right(self._strings, (at, 0)) - 1
        return self._strings[index][1] if index >= 0 else -1


@lru_cache(32)
def _first(indent: int) -> re.Pattern[str]:
    """A handler, or the end of a `try` that has none."""
    return re.compile(rf"\n {{{indent}}}(?=(?:except|finally)\b)")


@lru_cache(32)
def _margin(indent: int) -> re.Pattern[str]:
    """A line of code with no more indentation."""
    return re.compile(rf"\n {{0,{indent}}}(?=[^\s#])")


def _without_name(line: str) -> str:
    """The line of a handler without the name that it gives to the error."""
    head, colon, rest = line.partition(":")
    return _NAMED.sub("", head) + colon + rest
