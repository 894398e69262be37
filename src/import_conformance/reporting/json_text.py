"""JSON for machines: sorted keys, in ASCII, the same bytes for the same values; long documents in pieces."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice

PIECE = 1 << 16
"""So many characters are handed over at a time."""

_ENCODER = json.JSONEncoder(indent=1, sort_keys=True, ensure_ascii=True)


class Streamed(list[object]):
    """A list whose members are made one after another, so that a hundred thousand never lie in memory at once.

    The encoder of the standard library asks a list only whether it is empty, and for its members.
    """

    def __init__(self, members: Iterable[object]) -> None:
        super().__init__()
        self._members = iter(members)

    def __iter__(self) -> Iterator[object]:
        """Yield each member as it is made; there is no second time."""
        return self._members

    def __bool__(self) -> bool:
        """Return whether there is a member that was not yielded yet."""
        first = list(islice(self._members, 1))
        self._members = chain(first, self._members)
        return bool(first)


def to_text(document: object) -> str:
    """Return a document with a line break at its end."""
    return f"{_ENCODER.encode(document)}\n"


def pieces(document: object) -> Iterator[str]:
    """Yield the text of a document, in which lists may be `Streamed`, in pieces of about `PIECE` characters."""
    waiting: list[str] = []
    size = 0
    for part in chain(_ENCODER.iterencode(document), "\n"):
        waiting.append(part)
        size += len(part)
        if size >= PIECE:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)
