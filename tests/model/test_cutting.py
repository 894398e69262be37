"""Where graphs are cut."""

from itertools import pairwise, permutations
from random import Random
from zlib import crc32

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from import_conformance.model.graphs import cutting
from import_conformance.model.graphs.cutting import (
    EXACT_UP_TO,
    Arc,
    Cycle,
    closing_ways,
    feedback_arcs,
    find_cycles,
    graph_of,
)


def graphs(most: int) -> st.SearchStrategy[dict[Arc, int]]:
    """Draw weighted edges between up to so many nodes."""
    nodes = st.integers(0, most - 1).map(lambda number: f"n{number:02}")
    return st.dictionaries(st.tuples(nodes, nodes), st.integers(1, 9), max_size=4 * most)


def left(weights: dict[Arc, int]) -> "nx.DiGraph[str]":
    """Return the graph without the cut edges; an edge from a node to itself is no cycle of parts."""
    cut = {arc for cycle in find_cycles(weights) for arc in cycle.cut}
    return graph_of(arc for arc in weights if arc not in cut and arc[0] != arc[1])


@given(graphs(EXACT_UP_TO + 6))
@settings(deadline=None, max_examples=60)
def test_the_graph_has_no_cycle_after_the_cut(weights: dict[Arc, int]) -> None:
    """Whatever the graph and the method, the cut opens every cycle."""
    assert nx.is_directed_acyclic_graph(left(weights))


@given(graphs(EXACT_UP_TO + 6))
@settings(deadline=None, max_examples=60)
def test_every_cut_edge_is_necessary(weights: dict[Arc, int]) -> None:
    """Each edge that is cut, put back alone, closes a cycle again."""
    remaining = left(weights)
    for cycle in find_cycles(weights):
        for source, target in cycle.cut:
            assert target in remaining
            assert nx.has_path(remaining, target, source)


@given(graphs(6))
@settings(deadline=None, max_examples=60)
def test_small_graphs_are_cut_at_the_least_cost(weights: dict[Arc, int]) -> None:
    """No order of the nodes has cheaper edges pointing back."""
    nodes = sorted({node for arc in weights for node in arc})
    costs = [
        sum(weight for (source, target), weight in weights.items() if order.index(source) > order.index(target))
        for order in permutations(nodes)
    ]

    assert sum(weights[arc] for cycle in find_cycles(weights) for arc in cycle.cut) == min(costs)


@given(graphs(EXACT_UP_TO + 2), st.randoms())
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_edges_does_not_matter(weights: dict[Arc, int], random: Random) -> None:
    """The same graph is cut in the same place, however it is written down."""
    shuffled = list(weights.items())
    random.shuffle(shuffled)

    assert find_cycles(dict(shuffled)) == find_cycles(weights)


def test_the_method_for_large_graphs_is_nearly_as_good_as_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    """On graphs that are small enough to know the best cut, its own costs two in a hundred more."""
    best = sum(map(cost, TANGLES))
    monkeypatch.setattr(cutting, "EXACT_UP_TO", 0)

    assert (best, sum(map(cost, TANGLES))) == (522, 531)


def cost(weights: dict[Arc, int]) -> int:
    """Return the weight of the edges that are cut."""
    return sum(weights[arc] for cycle in find_cycles(weights) for arc in cycle.cut)


def tangle(seed: int) -> dict[Arc, int]:
    """Return a dense graph of eight nodes that is always the same."""
    pairs = [(a, b) for a in "abcdefgh" for b in "abcdefgh" if a != b]
    return {pair: 1 + hash_ % 9 for pair in pairs if (hash_ := crc32(f"{seed}{pair}".encode())) % 3 == 0}


TANGLES = [tangle(seed) for seed in range(40)]


def test_an_edge_that_points_back_but_closes_no_cycle_stays() -> None:
    """Where an order of many nodes leaves more edges pointing back than have to go, those that close no cycle stay."""
    ones = "ab ah ak ba cj dg ea ec fc gi hf ia ka"
    weights = {(pair[0], pair[1]): 1 for pair in ones.split()} | {("a", "d"): 2, ("j", "e"): 2}
    (cycle,) = find_cycles(weights)

    assert (len(cycle.parts), sum(weights[arc] for arc in cycle.cut)) == (11, 4)


def test_cycles_come_largest_first_with_their_cut() -> None:
    """Parts that reach each other are one cycle; a part that only leads there or away is in none."""
    weights = {("a", "b"): 1, ("b", "a"): 2, ("c", "d"): 1, ("d", "e"): 1, ("e", "c"): 3, ("a", "c"): 1, ("x", "x"): 9}

    assert find_cycles(weights) == (
        Cycle(("c", "d", "e"), (("c", "d"),)),
        Cycle(("a", "b"), (("a", "b"),)),
    )


@pytest.mark.parametrize("size", [EXACT_UP_TO, EXACT_UP_TO + 1, 60])
def test_a_ring_is_cut_at_its_weakest_edge(size: int) -> None:
    """One edge opens a ring of any length, by either method."""
    ring = nx.DiGraph()
    for number in range(size):
        ring.add_edge(f"n{number:02}", f"n{(number + 1) % size:02}", weight=1 if number == 4 else 5)

    assert feedback_arcs(ring) == (("n04", "n05"),)


def test_large_graphs_are_cut_well() -> None:
    """Where every node imports all before it, and a few import one further on, only those few are cut."""
    names = [f"n{number:02}" for number in range(30)]
    down = {(names[later], names[earlier]): 3 for later in range(30) for earlier in range(later)}
    up = {(names[number], names[number + 7]): 2 for number in range(0, 20, 5)}

    assert find_cycles(down | up) == (Cycle(tuple(names[:23]), tuple(up)),)


@given(graphs(EXACT_UP_TO + 6))
@settings(deadline=None, max_examples=60)
def test_every_edge_that_is_cut_closes_a_cycle_of_edges_that_stay(weights: dict[Arc, int]) -> None:
    """It leads from the edge on, by edges that are left, to where it began, and no shorter one does."""
    found = find_cycles(weights)
    ways = closing_ways(found, weights)
    cut = {arc for cycle in found for arc in cycle.cut}
    remaining = graph_of(arc for arc in weights if arc not in cut)

    assert set(ways) == cut
    for (source, target), way in ways.items():
        assert (way[0], way[1], way[-1]) == (source, target, source)
        assert all(arc in remaining.edges for arc in pairwise(way[1:]))
        assert len(way) == nx.shortest_path_length(remaining, target, source) + 2


def test_cycles_that_take_too_long_to_show_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many edges the search is given up, for this edge and for all after it."""
    weights = {(a, b): 1 for ring in ("abcdefgh", "ij") for a, b in zip(ring, ring[1:] + ring[0], strict=True)}
    monkeypatch.setattr(cutting, "MOST_LOOKED_AT", 3)

    assert closing_ways(find_cycles(weights), weights) == {}
    monkeypatch.setattr(cutting, "MOST_LOOKED_AT", 8)
    assert set(closing_ways(find_cycles(weights), weights)) == {("h", "a"), ("j", "i")}
