"""Patterns over dotted module names: how a law states the modules that it applies to."""

import itertools
import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

MAX_LENGTH = 256
# A segment may be anything that a file may be called, except for characters that get into a pattern by mistake: those
# of paths, of lists and of regular expressions, control characters, and whitespace at either end.
NOT_IN_A_NAME = r"\x00-\x1f\x7f/\\,;:|<>?\"^$={}\[\]."
_NAME = rf"(?!\s)[^{NOT_IN_A_NAME}*]+(?<!\s)"
_GLOB = rf"(?!\s)[^{NOT_IN_A_NAME}]+(?<!\s)"
_SEGMENT = re.compile(rf"\*\*|\{{(?P<axis>[A-Za-z_]\w*)(?:=(?P<value>{_NAME}))?\}}|{_GLOB}")
_WHOLE_NAME = re.compile(_NAME)


class PatternError(ValueError):
    """A pattern that cannot be read; the message is a sentence for the author of the law."""


class Capture(NamedTuple):
    """The value that an `{axis}` segment, counted from 0, took from a module's name."""

    axis: str
    value: str
    segment: int


@dataclass(frozen=True)
class Pattern:
    """A dotted pattern that claims each module whose name it matches, and everything below that module.

    `*` stands for any run of characters inside one segment, `**` for any number of segments (also none), `{axis}` for
    one segment whose text becomes the module's value on that axis, `{axis=value}` for that literal value. A pattern
    that ends in `.__init__` claims the package itself and nothing below it.

    Matching is linear in the length of the name for each segment of the pattern, because no regular expression is ever
    built from a user's text.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """Read a pattern.

        Raises:
            PatternError: when a segment is none of the forms above.
        """
        if len(text) > MAX_LENGTH:
            raise PatternError(f"the pattern is longer than {MAX_LENGTH} characters")
        axes: list[str] = []
        for segment in text.split("."):
            found = _SEGMENT.fullmatch(segment)
            if not found and re.search(r"[^{}]\{[A-Za-z_]\w*\}|\{[A-Za-z_]\w*\}[^{}]", segment):
                raise PatternError(f"'{segment}': an {{axis}} takes a whole segment; write * for a part of one")
            if not found:
                raise PatternError(
                    f"'{segment}' is not a segment of a pattern: "
                    "write a name, * or ** or {axis}, joined by single dots"
                )
            if "**" in segment and segment != "**":
                raise PatternError(f"'{segment}': ** must be a segment of its own")
            if found["axis"] in axes:
                raise PatternError(f"the axis {{{found['axis']}}} stands twice in one pattern")
            axes += [found["axis"]] if found["axis"] else []
        return cls(text)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The pattern cut at its dots, without a closing `__init__`."""
        segments = tuple(self.text.split("."))
        return segments[:-1] if self.is_exact else segments

    @cached_property
    def is_exact(self) -> bool:
        """True when the pattern claims what it matches and nothing below it."""
        return self.text.endswith(".__init__")

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """The axes that the pattern captures, in the order in which they stand."""
        return tuple(_axis_of(segment) for segment in self.segments if segment.startswith("{"))

    @cached_property
    def is_plain(self) -> bool:
        """True for a dotted name without any wildcard or axis."""
        return not any("*" in segment or segment.startswith("{") for segment in self.segments)

    @cached_property
    def is_name(self) -> bool:
        """True for a dotted name that claims everything below it."""
        return self.is_plain and not self.is_exact

    @cached_property
    def specificity(self) -> tuple[int, int]:
        """How much of the pattern is literal: the number of literal segments, then of those that are literal in part.

        Of two patterns that claim a module, the one with the greater specificity wins.
        """
        whole = sum("*" not in segment and (not segment.startswith("{") or "=" in segment) for segment in self.segments)
        return whole + self.is_exact, sum(segment.strip("*") != "" and "*" in segment for segment in self.segments)

    @cached_property
    def _beginning(self) -> str:
        """The text with which every name that the pattern claims begins, by which most names are ruled out."""
        plain = itertools.takewhile(lambda segment: "*" not in segment and not segment.startswith("{"), self.segments)
        return ".".join(plain)

    def match(self, module: str) -> tuple[Capture, ...] | None:
        """Return the captures for a dotted module name, or None when the pattern does not claim it."""
        if not module.startswith(self._beginning):
            return None
        name = module.split(".")
        return self._match(tuple(name)) if "**" in self.segments else self._match_in_order(name)

    def claims(self, module: str) -> bool:
        """Return True when the pattern matches the module or one of its parent packages."""
        if self.is_name:
            return module == self.text or module.startswith(self.text + ".")
        return self.match(module) is not None

    @cached_property
    def _rest(self) -> tuple[tuple[int, str, str, str | None], ...]:
        """The segments after the literal beginning: index, text, axis and its fixed value, if any."""
        split = [(index, text, *_axis(text)) for index, text in enumerate(self.segments)]
        return tuple(split[self._beginning.count(".") + 1 if self._beginning else 0 :])

    def _match_in_order(self, name: list[str]) -> tuple[Capture, ...] | None:
        """Match a pattern without `**`, whose segments correspond to those of the name one by one."""
        length = len(self.segments)
        if len(name) < length or (self.is_exact and len(name) > length):
            return None
        if self._rest and name[: self._rest[0][0]] != list(self.segments[: self._rest[0][0]]):
            return None
        captures: list[Capture] = []
        for index, text, axis, value in self._rest:
            if axis:
                if value is not None and value != name[index]:
                    return None
                captures.append(Capture(axis, name[index], index))
            elif not _glob(text, name[index]):
                return None
        if not self._rest and name[:length] != list(self.segments):
            return None
        return tuple(captures)

    def _match(self, name: tuple[str, ...]) -> tuple[Capture, ...] | None:
        """Match by backtracking over `**` only, once per pair of positions: linear in pattern x name."""
        dead: set[tuple[int, int]] = set()
        stack: list[tuple[int, int, tuple[Capture, ...]]] = [(0, 0, ())]
        while stack:
            index, position, captures = stack.pop()
            if index == len(self.segments):
                if position == len(name) or not self.is_exact:
                    return captures
                continue
            if (index, position) in dead:
                continue
            dead.add((index, position))
            segment = self.segments[index]
            if segment == "**":
                if position < len(name):
                    stack.append((index, position + 1, captures))
                stack.append((index + 1, position, captures))
            elif position < len(name):
                taken = _take(segment, name[position], position)
                if taken is not None:
                    stack.append((index + 1, position + 1, captures + taken))
        return None


def is_segment(text: str) -> bool:
    """Return True for what a pattern accepts as one literal segment of a name."""
    return _WHOLE_NAME.fullmatch(text) is not None


def takes(segment: str, text: str) -> bool:
    """Return True when a segment of a pattern, other than `**`, matches a segment of a name."""
    return _take(segment, text, 0) is not None


def _take(segment: str, text: str, position: int) -> tuple[Capture, ...] | None:
    """Return what one segment of a pattern captures from one segment of a name; None when they do not match."""
    if segment.startswith("{"):
        axis, _, value = segment[1:-1].partition("=")
        return (Capture(axis, text, position),) if value in ("", text) else None
    return () if _glob(segment, text) else None


def _axis(segment: str) -> tuple[str, str | None]:
    """Return the axis that a segment captures, "" for none, and the value that it must have, None for any."""
    if not segment.startswith("{"):
        return "", None
    axis, _, value = segment[1:-1].partition("=")
    return axis, value or None


def _axis_of(segment: str) -> str:
    return segment[1:-1].partition("=")[0]


def _glob(stem: str, text: str) -> bool:
    """Match one segment with `*` wildcards, greedily from the left: each piece is searched for once."""
    if "*" not in stem:
        return stem == text
    first, *middle, last = stem.split("*")
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    position, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, position, end)
        if found < 0:
            return False
        position = found + len(piece)
    return True
