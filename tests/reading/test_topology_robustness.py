"""Whatever stands in a topology file: a topology or problems, never a crash."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from conformance.model.topology import Problem, Topology, TopologyError
from conformance.reading.topology_file import parse_topology

ROOT = Path(__file__).parents[2]


def outcome(text: str | bytes) -> object:
    """The kind of answer that a text gets; anything but these two is a crash."""
    try:
        return type(parse_topology(text, "t"))
    except TopologyError as error:
        return {type(problem) for problem in error.problems}


@given(st.text() | st.binary())
def test_any_text_is_a_topology_or_has_problems(text: str | bytes) -> None:
    """Whatever a file holds, the answer is a topology or a list of problems, never another error."""
    assert outcome(text) in (Topology, {Problem})


LAW = (ROOT / "topology.yaml").read_text("utf-8")
PIECES = st.sampled_from(
    [*"\t\n[]{}:,-#&*!|>'\"%@`=.", "<<", "->", "---", "~", "\x00", "\\", "{domain}", "**", "L5", ": ", "- ", "\n  "]
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(LAW)), st.integers(0, 12), PIECES | st.text(max_size=3)), min_size=1, max_size=4
    )
)
def test_any_change_to_a_law_gives_a_topology_or_problems(changes: list[tuple[int, int, str]]) -> None:
    """A valid law with some characters deleted and others put in never ends in another error."""
    text = LAW
    for start, length, piece in changes:
        text = text[:start] + piece + text[start + length :]

    assert outcome(text) in (Topology, {Problem})
