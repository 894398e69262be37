"""Where ways are cut: as few statements as can be, and none that may not be."""

from itertools import combinations, pairwise
from random import Random

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from import_conformance.model.graphs.cutting import (
    Arc,
    find_cycle_among,
    find_cycles,
    graph_of,
    least_cut,
    shortest_way,
)

NODES = "abcdef"
ARCS = [(source, target) for source in NODES for target in NODES if source != target]
GRAPHS = st.dictionaries(st.sampled_from(ARCS), st.integers(1, 3), max_size=11)
ENDS = (("a", "b"), ("e", "f"))


def reaches(arcs: set[Arc]) -> bool:
    """Return True when some way leads from the one end to the other."""
    graph = graph_of(sorted(arcs))
    graph.add_nodes_from(NODES)
    return any(nx.has_path(graph, source, target) for source in ENDS[0] for target in ENDS[1])


def cheapest(weights: dict[Arc, int], barred: set[Arc]) -> int | None:
    """Return the least weight of all sets of edges that separate the ends, by trying each; None without one."""
    free = [arc for arc in weights if arc not in barred]
    sets = (chosen for size in range(len(free) + 1) for chosen in combinations(free, size))
    costs = [sum(weights[arc] for arc in chosen) for chosen in sets if not reaches({*weights} - {*chosen})]
    return min(costs, default=None)


@given(GRAPHS, st.sets(st.sampled_from(ARCS), max_size=6))
@settings(deadline=None, max_examples=40)
def test_no_lighter_set_of_edges_separates_the_ends(weights: dict[Arc, int], barred: set[Arc]) -> None:
    """The cut separates the ends, spares barred edges, and weighs as little as the best of all sets."""
    cut = least_cut(weights, ENDS, barred)

    if cut is None:
        assert cheapest(weights, barred) is None
        assert reaches(barred & {*weights})
    else:
        assert not barred & {*cut}
        assert not reaches({*weights} - {*cut})
        assert sum(weights[arc] for arc in cut) == cheapest(weights, barred)


@given(GRAPHS, st.randoms())
@settings(deadline=None, max_examples=40)
def test_the_order_of_the_edges_does_not_matter(weights: dict[Arc, int], random: Random) -> None:
    """The same graph is cut in the same place, however it is written down."""
    shuffled = list(weights.items())
    random.shuffle(shuffled)

    assert least_cut(dict(shuffled), ENDS) == least_cut(weights, ENDS)


def test_of_equal_cuts_the_one_that_spares_most_is_taken() -> None:
    """One edge of two has to go; the law allows the second, so it is the first."""
    weights = {("a", "m"): 1, ("m", "f"): 1}

    assert least_cut(weights, (("a",), ("f",)), spared={("m", "f"): 1}) == (("a", "m"),)
    assert least_cut(weights, (("a",), ("f",)), spared={("a", "m"): 1}) == (("m", "f"),)


def test_statements_are_counted_and_not_edges() -> None:
    """Two edges of one statement each are cheaper than one edge of three."""
    weights = {("a", "m"): 3, ("m", "n"): 1, ("n", "f"): 3, ("m", "o"): 1, ("o", "f"): 3}

    assert least_cut(weights, (("a",), ("f",))) == (("m", "n"), ("m", "o"))


def test_without_a_cut_the_shortest_way_of_barred_edges_is_shown() -> None:
    """Where only barred edges lead on, there is no cut, and the shortest of their ways says why."""
    weights = {("a", "m"): 1, ("m", "f"): 1, ("a", "f"): 2}
    barred = [("a", "m"), ("m", "f")]

    assert least_cut(weights, (("a",), ("f",)), barred) is None
    assert shortest_way(barred, (("a",), ("f",))) == ("a", "m", "f")
    assert shortest_way(barred[:1], (("a",), ("f",))) == ()


@given(
    st.dictionaries(st.sampled_from(ARCS), st.integers(1, 3), max_size=14), st.sets(st.sampled_from(ARCS), max_size=6)
)
@settings(deadline=None, max_examples=60)
def test_barred_edges_are_cut_only_where_they_form_a_cycle(weights: dict[Arc, int], barred: set[Arc]) -> None:
    """A cycle that has another edge is opened there, at the least weight of the others."""
    held = barred & {*weights}
    for cycle in find_cycles(weights, held):
        inside = {arc for arc in held if {*arc} <= {*cycle.parts}}
        assert bool({*cycle.cut} & held) == bool(find_cycle_among(inside))


MANY = [f"n{number:02}" for number in range(13)]
PAIRS = [(source, target) for source in MANY for target in MANY if source != target]


@given(st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 9), min_size=30, max_size=60), st.permutations(MANY))
@settings(deadline=None, max_examples=60)
def test_barred_edges_of_large_cycles_are_spared(weights: dict[Arc, int], order: list[str]) -> None:
    """However many parts there are, barred edges that form no cycle by themselves are never cut."""
    place = {node: at for at, node in enumerate(order)}
    barred = {arc for arc in weights if place[arc[0]] < place[arc[1]]}

    assert not barred & {arc for cycle in find_cycles(weights, barred) for arc in cycle.cut}


def test_a_large_cycle_spares_a_chain_of_barred_edges() -> None:
    """Beyond the size up to which the cut is exact, it still leaves a long chain of barred edges whole."""
    names = [f"n{number:02}" for number in range(14)]
    chain = dict.fromkeys(pairwise(names), 1)
    back = {(names[at + 3], names[at]): 5 for at in range(0, 11, 2)}

    (cycle,) = find_cycles(chain | back, chain)

    assert cycle.cut == tuple(back)
