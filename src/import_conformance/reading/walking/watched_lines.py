"""The lines of a text that hold certain words: a statement on none of them does nothing that is looked for."""

from collections.abc import Iterable, Iterator

from import_conformance.reading.text.prefilter import may_fold

_BEHIND_LAST = 2  # lines are counted from 1, and the last one may be empty


class WatchedLines:
    """The lines of one text on which something is used that is looked for, and those that have to be read.

    used: the names of what is looked for; more may be watched as they are learnt. read: words or operators that let an
    expression tell what a name stands for. Where letters of the text may fold into ASCII ones, and so spell any word,
    every line counts.
    """

    def __init__(self, text: str, used: Iterable[str], read: Iterable[str]) -> None:
        self._text = text
        self._watched = set(used)
        self._every = may_fold(text) or not all(map(str.isascii, self._watched))
        self._used = bytearray(text.count("\n") + _BEHIND_LAST)
        self._mark(self._watched, self._used)
        self._read = self._used.copy()
        self._mark(read, self._read)

    def watch(self, name: str) -> None:
        """Look for a name, too."""
        if name not in self._watched:
            self._watched.add(name)
            self._every = self._every or not name.isascii()
            self._mark([name], self._used, self._read)

    def read(self, first: int, last: int | None) -> bool:
        """Whether any of the lines from the first to the last one, both counted from 1, has to be read."""
        return self._every or self._read.find(1, first, (last or first) + 1) >= 0

    def used(self, first: int, last: int | None) -> bool:
        """Whether on any of those lines something is used that is looked for."""
        return self._every or self._used.find(1, first, (last or first) + 1) >= 0

    def _mark(self, words: Iterable[str], *lines: bytearray) -> None:
        text, line, counted = self._text, 1, 0
        for place in sorted([place for word in words for place in _places(text, word)]):
            line += text.count("\n", counted, place)
            counted = place
            for each in lines:
                each[line] = 1


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word or an operator stands."""
    length, is_operator = len(word), not _goes_on(word[0])
    at = text.find(word)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + length : at + length + 1]
        if is_operator or not any(map(_goes_on, around)):
            yield at
        at = text.find(word, at + length)


def _goes_on(character: str) -> bool:
    """Whether a word may go on with a character."""
    return character == "_" or character.isalnum()
