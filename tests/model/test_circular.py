"""Whether a graph has a cycle."""

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.graphs.cycle_check import is_circular

NODES = st.sampled_from("abcdefgh")


@pytest.mark.parametrize(
    ("arcs", "answer"),
    [
        ("", False),
        ("ab", False),
        ("ab bc", False),
        ("ab ac bd cd", False),
        ("aa", True),
        ("ab ba", True),
        ("ab bc ca", True),
        ("ab ba bc", True),
        ("ca ab ba", True),
        ("ab cd dc", True),
    ],
)
def test_a_graph_with_a_way_back_has_a_cycle(arcs: str, answer: bool) -> None:
    """Two ways to one node are no cycle; edges that lead to a cycle, away from it or past it change nothing."""
    assert is_circular([(arc[0], arc[1]) for arc in arcs.split()]) is answer


@given(st.sets(st.tuples(NODES, NODES)))
def test_the_answer_is_that_of_networkx(arcs: set[tuple[str, str]]) -> None:
    """Both implementations agree on any graph."""
    assert is_circular(arcs) is not networkx.is_directed_acyclic_graph(networkx.DiGraph(arcs))
