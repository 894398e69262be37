"""An index of patterns: finds those that may claim a name without trying each of them."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from import_conformance.model.patterns.pattern import Pattern, takes

T = TypeVar("T")
_Found = list[tuple[int, T]]


class _Node(Generic[T]):
    """A node of the tree in which patterns with the same first segments share a path.

    Attributes:
        here: The values of the patterns that end here.
        loose: The values of the patterns that go on with `**`, by a literal segment that must occur later in the name;
            "" where none must.
        literal: The nodes of the next segment where that is literal.
        wild: The nodes of the next segment where it is not, grouped by the text that a name must begin with to match
            it.
        known: The nodes that a segment of a name leads to; a cache.
    """

    __slots__ = ("here", "known", "literal", "loose", "wild")

    def __init__(self) -> None:
        self.here: _Found[T] = []
        self.loose: dict[str, _Found[T]] = {}
        self.literal: dict[str, _Node[T]] = {}
        self.wild: dict[str, dict[str, _Node[T]]] = {}
        self.known: dict[str, tuple[_Node[T], ...]] = {}

    def below(self, segment: str) -> "_Node[T]":
        """Return the node of a segment of a pattern, created where it is missing."""
        children = self.literal if _is_literal(segment) else self.wild.setdefault(_beginning(segment), {})
        if segment not in children:
            children[segment] = _Node()
        return children[segment]

    def after(self, text: str) -> "tuple[_Node[T], ...]":
        """Return the nodes that a segment of a name leads to."""
        if text not in self.known:
            found = [self.literal[text]] if text in self.literal else []
            for end in range(len(text) + 1) if self.wild else ():
                group = self.wild.get(text[:end], {})
                found += [node for segment, node in group.items() if takes(segment, text)]
            self.known[text] = tuple(found)
        return self.known[text]

    def met(self, words: Iterable[str]) -> Iterator[tuple[int, T]]:
        """Yield the values of the patterns that may claim a module whose name has led here.

        Args:
            words: The segments of the name.
        """
        yield from self.here
        if self.loose:
            for word in ("", *words):
                yield from self.loose.get(word, ())


class PatternIndex(Generic[T]):
    """Values by pattern, in the order in which they were given."""

    def __init__(self, pairs: Iterable[tuple[Pattern, T]]) -> None:
        self._top: _Node[T] = _Node()
        for index, (pattern, value) in enumerate(pairs):
            node, rest = self._top, list(pattern.segments)
            while rest and rest[0] != "**":
                node = node.below(rest.pop(0))
            word = next(filter(_is_literal, rest), "")
            (node.loose.setdefault(word, []) if rest else node.here).append((index, value))

    def candidates(self, module: str) -> Iterator[T]:
        """Yield the values of all patterns that may claim a module; a few of them may not claim it after all."""
        words = module.split(".")
        segments = set(words)
        nodes: tuple[_Node[T], ...] = (self._top,)
        found = [*self._top.met(segments)]
        for text in words:
            nodes = tuple(after for node in nodes for after in node.after(text))
            if not nodes:
                break
            for node in nodes:
                found += node.met(segments)
        return (value for _, value in sorted(found, key=_order))


def _is_literal(segment: str) -> bool:
    return "*" not in segment and not segment.startswith("{")


def _beginning(segment: str) -> str:
    """Return the text with which every name begins that a segment matches."""
    if segment.startswith("{"):
        return segment[1:-1].partition("=")[2]
    return segment.partition("*")[0]


def _order(pair: tuple[int, object]) -> int:
    return pair[0]
