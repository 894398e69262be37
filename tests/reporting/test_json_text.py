"""JSON in pieces: the same text as in one piece, but never all of it in memory."""

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from import_conformance.reporting.json_text import PIECE, Streamed, pieces

LEAVES = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(VALUES, st.lists(VALUES, max_size=4), st.text())
def test_the_joined_pieces_are_the_document(plain: object, members: list[object], name: str) -> None:
    """This holds whatever is beside, around or in a streamed list, and for an empty one."""
    document = {"a": plain, name: [{"list": members}, []], "z": members}
    streamed = {"a": plain, name: [{"list": Streamed(members)}, Streamed([])], "z": Streamed(iter(members))}

    assert "".join(pieces(streamed)) == json.dumps(document, indent=1, sort_keys=True) + "\n"


def test_members_are_made_lazily() -> None:
    """After the first piece most of a long list has not been computed."""
    made: list[int] = []

    def members() -> Iterator[object]:
        for number in range(10_000):
            made.append(number)
            yield "x" * 100

    first = next(pieces({"all": Streamed(members())}))

    assert PIECE <= len(first) < 3 * PIECE
    assert len(made) < 2_000
