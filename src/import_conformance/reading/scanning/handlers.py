"""Find out from the lines below an import whether the `try` around it handles the failure of the import."""

import re
from bisect import bisect_right
from functools import lru_cache

from import_conformance.reading.scanning.strings import Spans, Unsure, long_strings, refuse_continued
from import_conformance.reading.walking.failure_guard import HANDLED, exceptions_to_follow

_HANDLER = re.compile(r"except\b\*?[ \t]*\(?([\w., \t]*)\)?[ \t]*:", re.ASCII)
_NAMED = re.compile(r"[ \t]+as[ \t]+\w+[ \t]*$", re.ASCII)
# Words that begin a statement, and that no brackets can hold.
_STATEMENT = re.compile(r"(?:def|class|import|return|raise|with|try|while|del|pass|break|continue|global|assert)\b|@\w")
_LAST = re.compile(r"(?:else|finally)\b")


class HandlerScan:
    """The exception handlers of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_plain: bool | None = None
        self._strings: Spans | None = None
        self.read = 0

    def is_handled(self, offset: int, indent: int) -> bool:
        """Return whether a handler catches the failure of an import.

        Args:
            offset: The offset of the import, in the body of the `try`.
            indent: The indentation of the `try`, in spaces.

        Raises:
            Unsure: When it is not certain which lines are handlers, or what they handle.
        """
        if self._is_plain is None:
            self._is_plain = not exceptions_to_follow(self._text)
        if not self._is_plain:
            raise Unsure
        offset = self._next(_first(indent), offset)
        while self._text.startswith("except", offset):
            found = _HANDLER.match(_without_name(self._line(offset)))
            if found is None:
                raise Unsure
            names = [name.strip().removeprefix("builtins.") for name in found[1].split(",")]
            if names == [""] or not HANDLED.isdisjoint(names):
                return True
            offset = self._next(_margin(indent), offset)
        return self._is_over(offset, indent)

    def _is_over(self, offset: int, indent: int) -> bool:
        """Return False where no handler can follow; raise Unsure where one might."""
        text = self._text
        is_less = offset >= len(text) or offset - (text.rfind("\n", 0, offset) + 1) < indent
        if (
            offset < len(text)
            and not (_LAST.match(text, offset) and not is_less)
            and not _STATEMENT.match(text, offset)
        ):
            raise Unsure
        return False

    def _line(self, offset: int) -> str:
        end = self._text.find("\n", offset)
        return self._text[offset : end if end >= 0 else len(self._text)]

    def _next(self, pattern: re.Pattern[str], offset: int) -> int:
        """Return the offset of the code on the next line that matches a pattern; the end of the text for none."""
        text = self._text
        found = pattern.search(text, offset)
        end = found.end() if found else len(text)
        self.read += end - offset
        if found and ('"""' in text[offset:end] or "'''" in text[offset:end]):
            closed = self._end_of_string(end)
            if closed > end:
                return self._next(pattern, closed)
        refuse_continued(text, text.rfind("\n", 0, end) + 1)
        return end

    def _end_of_string(self, offset: int) -> int:
        """Return the end of the last long string that begins before an offset; -1 for none."""
        if self._strings is None:
            self._strings = long_strings(self._text, len(self._text))
        index = bisect_right(self._strings, (offset, 0)) - 1
        return self._strings[index][1] if index >= 0 else -1


@lru_cache(32)
def _first(indent: int) -> re.Pattern[str]:
    """Return the pattern of the first handler or `finally` of a `try` with so much indentation."""
    return re.compile(rf"\n {{{indent}}}(?=(?:except|finally)\b)")


@lru_cache(32)
def _margin(indent: int) -> re.Pattern[str]:
    """Return the pattern of a line of code with at most so much indentation."""
    return re.compile(rf"\n {{0,{indent}}}(?=[^\s#])")


def _without_name(line: str) -> str:
    """Return the line of a handler without the name that it binds the exception to."""
    head, colon, rest = line.partition(":")
    return _NAMED.sub("", head) + colon + rest
