"""The lines of a text that hold certain words: a statement on other lines need not be visited."""

from collections.abc import Iterable, Iterator

from import_conformance.reading.text.prefilter import may_fold

_BEHIND_LAST = 2  # lines are counted from 1, and the last one may be empty


class WatchedLines:
    """The lines of one text on which a watched name is used, and those that must be read to know what names stand for.

    Where letters of the text may fold into ASCII ones, and so spell any word, every line counts.
    """

    def __init__(self, text: str, used: Iterable[str], read: Iterable[str]) -> None:
        """Find the lines.

        Args:
            text: The text of a file.
            used: The names to watch; `watch` adds more.
            read: Words or operators of expressions that may bind names.
        """
        self._text = text
        self._watched = set(used)
        self._every = may_fold(text) or not all(map(str.isascii, self._watched))
        self._used = bytearray(text.count("\n") + _BEHIND_LAST)
        self._mark(self._watched, self._used)
        self._read = self._used.copy()
        self._mark(read, self._read)

    def watch(self, name: str) -> None:
        """Watch a name as well."""
        if name not in self._watched:
            self._watched.add(name)
            self._every = self._every or not name.isascii()
            self._mark([name], self._used, self._read)

    def read(self, first: int, last: int | None) -> bool:
        """Return whether any of the lines from the first to the last one, both counted from 1, must be read."""
        return self._every or self._read.find(1, first, (last or first) + 1) >= 0

    def used(self, first: int, last: int | None) -> bool:
        """Return whether a watched name is used on any of the lines from the first to the last one."""
        return self._every or self._used.find(1, first, (last or first) + 1) >= 0

    def _mark(self, words: Iterable[str], *lines: bytearray) -> None:
        text, line, counted = self._text, 1, 0
        for place in sorted([place for word in words for place in _places(text, word)]):
            line += text.count("\n", counted, place)
            counted = place
            for each in lines:
                each[line] = 1


def _places(text: str, word: str) -> Iterator[int]:
    """Yield the offsets of a word or an operator."""
    length, is_operator = len(word), not _goes_on(word[0])
    start = text.find(word)
    while start >= 0:
        around = text[max(start - 1, 0) : start] + text[start + length : start + length + 1]
        if is_operator or not any(map(_goes_on, around)):
            yield start
        start = text.find(word, start + length)


def _goes_on(character: str) -> bool:
    """Return whether a character may be part of a word."""
    return character == "_" or character.isalnum()
