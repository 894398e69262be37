"""A JSON document written piece by piece: a report of a hundred thousand findings never lies in memory as a whole."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

# So many characters are handed over at a time.
PIECE = 1 << 16
# So many members are encoded together: each call of Python's encoder leaves a cycle of functions in memory.
TOGETHER = 256


@dataclass(frozen=True)
class Streamed:
    """A list whose members are made one after another, each only when its turn comes."""

    members: Iterable[object]


def pieces(document: object, encode: Callable[[object], str]) -> Iterator[str]:
    """The document as `encode` writes it, in pieces of some size; `encode` indents by one blank a level.

    document: plain values, in which a list may be `Streamed`. Joined, the pieces are what `encode` makes of the same
    document with plain lists.
    """
    waiting: list[str] = []
    size = 0
    for part in _parts(document, encode, 0):
        waiting.append(part)
        size += len(part)
        if size >= PIECE:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)


def _parts(value: object, encode: Callable[[object], str], depth: int) -> Iterator[str]:
    if isinstance(value, Streamed):
        yield from _members(value.members, encode, depth)
    elif not _streams(value):
        # A line break within a text is escaped in JSON: what is met here lies between two values.
        yield encode(value).replace("\n", "\n" + " " * depth)
    elif isinstance(value, Mapping):
        members = ((f"{json.dumps(key)}: ", value[key]) for key in sorted(value))
        yield from _enclosed("{}", members, encode, depth)
    elif isinstance(value, Sequence):
        yield from _enclosed("[]", (("", member) for member in value), encode, depth)


def _members(members: Iterable[object], encode: Callable[[object], str], depth: int) -> Iterator[str]:
    """The members of a list, some at a time."""
    left = iter(members)
    lead = "["
    while some := list(islice(left, TOGETHER)):
        yield lead
        yield encode(some)[1:-2].replace("\n", "\n" + " " * depth)
        lead = ","
    yield "[]" if lead == "[" else f"\n{' ' * depth}]"


def _enclosed(
    brackets: str, members: Iterable[tuple[str, object]], encode: Callable[[object], str], depth: int
) -> Iterator[str]:
    """Members with their names between brackets, each on a line of its own."""
    lead = brackets[0]
    for name, member in members:
        yield f"{lead}\n{' ' * (depth + 1)}{name}"
        yield from _parts(member, encode, depth + 1)
        lead = ","
    yield brackets if lead == brackets[0] else f"\n{' ' * depth}{brackets[1]}"


def _streams(value: object) -> bool:
    """Whether a list in a value, or in one that it holds, is `Streamed`."""
    if isinstance(value, Mapping):
        return any(map(_streams, value.values()))
    if isinstance(value, str) or not isinstance(value, Sequence):
        return isinstance(value, Streamed)
    return any(map(_streams, value))
