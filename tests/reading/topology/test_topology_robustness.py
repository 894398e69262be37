"""Whatever stands in a topology file: a topology or problems, never a crash."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.topology import Problem, Topology, TopologyError
from import_conformance.reading.topology.load import parse_topology

ROOT = Path(__file__).parents[3]


def outcome(text: str | bytes) -> object:
    """Return the kind of answer that a text gets; anything but these two is a crash."""
    try:
        return type(parse_topology(text, "t"))
    except TopologyError as error:
        return {type(problem) for problem in error.problems}


@given(st.text() | st.binary())
def test_any_text_is_a_topology_or_has_problems(text: str | bytes) -> None:
    """Whatever a file holds, the answer is a topology or a list of problems, never another error."""
    assert outcome(text) in (Topology, {Problem})


LAW = (ROOT / "topology.yaml").read_text("utf-8")
# Words, values to the end of their line, signs and indents: what an author would change as one.
PARTS = re.findall(r"(?<=:) [^\n]+|[\w.]+|\n *|.", LAW, re.DOTALL)
SIGNS = [*"\t\n[]{}:,-#&*!|>'\"%@`=.~\x00\\", "<<", "->", "---", "{domain}", "**", ": ", "- ", "\n  "]
VALUES = ["", "[]", "{}", "[[]]", "[x, [y]]", "{a: {b: c}}", "L5", "general", "''", "true", "~"]
WHERE_VALUES_ARE = [index for index, part in enumerate(PARTS) if index and " " in part and part.strip()]
ANYWHERE = st.tuples(st.integers(0, len(PARTS) - 1), st.sampled_from(SIGNS) | st.text(max_size=3))
CHANGES = st.lists(
    st.tuples(st.sampled_from(WHERE_VALUES_ARE), st.sampled_from(VALUES)) | ANYWHERE, min_size=1, max_size=4
)


@given(CHANGES)
def test_any_change_to_a_law_gives_a_topology_or_problems(changes: list[tuple[int, str]]) -> None:
    """A valid law with some of its parts replaced never ends in another error."""
    parts = list(PARTS)
    for index, piece in changes:
        parts[index] = f" {piece}"

    assert outcome("".join(parts)) in (Topology, {Problem})
