"""Where to cut a graph so that no cycle or path is left. Imported only when needed: networkx takes 0.1 s to load."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from import_conformance.model.graphs.arc_order import MOST_STEPS, eades_lin_smyth, improved_order

EXACT_UP_TO = 10
# How many edges `closing_ways` visits in all: a second's work, and far more than real code needs.
MOST_LOOKED_AT = 2_000_000

Arc = tuple[str, str]


@dataclass(frozen=True)
class Cycle:
    """A strongly connected component, and the edges whose removal opens all its cycles at the smallest cost found."""

    parts: tuple[str, ...]
    cut: tuple[Arc, ...]


def find_cycles(weights: Mapping[Arc, int], barred: Collection[Arc] = ()) -> tuple[Cycle, ...]:
    """Return the strongly connected components of a graph, largest first, with the edges to cut.

    Args:
        weights: The weight of each edge (here: the number of its import statements).
        barred: Edges that are cut only where a cycle has no others.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for (source, target), weight in sorted(weights.items()):
        graph.add_edge(source, target, weight=weight)
    found = [tuple(sorted(part)) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    ordered = sorted(found, key=lambda parts: (-len(parts), parts))
    for arc in barred:
        graph.edges[arc]["weight"] += sum(weights.values())
    return tuple(Cycle(parts, feedback_arcs(graph.subgraph(parts), barred)) for parts in ordered)


def least_cut(
    weights: Mapping[Arc, int],
    ends: tuple[Collection[str], Collection[str]],
    barred: Collection[Arc] = (),
    spared: Mapping[Arc, int] | None = None,
) -> tuple[Arc, ...] | None:
    """Return the edges of least total weight without which no node of the first end reaches one of the second.

    It is the least cut of Ford and Fulkerson (1956); of several, the one nearest to the second end, which does not
    depend on the flow that was found.

    Args:
        weights: The weight of each edge.
        ends: Two sets of nodes that have none in common.
        barred: Edges that may not be cut.
        spared: A second weight, by which one of several cuts of equal weight is chosen.

    Returns:
        The cut; None when barred edges alone lead from one end to the other.
    """
    second = spared or {}
    scale = sum(second.values()) + 1
    graph: nx.DiGraph[str] = nx.DiGraph()
    for arc, weight in sorted(weights.items()):
        graph.add_edge(*arc, **({} if arc in barred else {"capacity": weight * scale + second.get(arc, 0)}))
    # No module has such a name, because names contain no spaces.
    start, goal = "the one end", "the other end"
    graph.add_edges_from((start, node) for node in sorted(ends[0]))
    graph.add_edges_from((node, goal) for node in sorted(ends[1]))
    try:
        _, (near, _) = nx.minimum_cut(graph, start, goal)
    except nx.NetworkXUnbounded:
        return None
    return tuple(arc for arc in sorted(weights) if arc[0] in near and arc[1] not in near)


def graph_of(arcs: Iterable[Arc]) -> "nx.DiGraph[str]":
    """Return a graph with these edges.

    They are not given to its constructor, because networkx 3.0 would import pandas to find out what they are.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(arcs)
    return graph


def shortest_way(arcs: Collection[Arc], ends: tuple[Collection[str], Collection[str]]) -> tuple[str, ...]:
    """Return the nodes on a shortest path from one end to the other; () when there is none."""
    start, goal = "the one end", "the other end"
    graph = graph_of([(start, goal), *sorted(arcs)])
    graph.remove_edge(start, goal)
    graph.add_edges_from((start, node) for node in sorted(ends[0]))
    graph.add_edges_from((node, goal) for node in sorted(ends[1]))
    return tuple(nx.shortest_path(graph, start, goal)[1:-1]) if nx.has_path(graph, start, goal) else ()


def find_cycle_among(arcs: Collection[Arc]) -> tuple[str, ...]:
    """Return the nodes of some cycle that these edges form, in its order; () when they form none."""
    try:
        return tuple(source for source, _ in nx.find_cycle(graph_of(sorted(arcs))))
    except nx.NetworkXNoCycle:
        return ()


def feedback_arcs(graph: "nx.DiGraph[str]", barred: Collection[Arc] = ()) -> tuple[Arc, ...]:
    """Return a small set of edges, by total `weight`, whose removal leaves the graph without a cycle.

    Exact for up to 10 nodes: the best of all orders, by dynamic programming over sets of nodes (Lawler 1964). Beyond
    that, the order of Eades, Lin and Smyth (1993), which is linear in the edges and never worse than half of the
    weight, is improved by moving single nodes as long as that helps, and edges that need not be cut are put back.

    Args:
        graph: A graph whose edges have a `weight`.
        barred: Edges that are treated as heavier than all others together.
    """
    nodes = sorted(graph)
    order = _exact(graph, nodes) if len(nodes) <= EXACT_UP_TO else _heuristic(graph, nodes)
    place = {node: index for index, node in enumerate(order)}
    if any(place[source] > place[target] for source, target in graph.edges if (source, target) in barred):
        order = _obedient(graph, barred) or order
        place = {node: index for index, node in enumerate(order)}
    return _needed(graph, [(source, target) for source, target in graph.edges if place[source] > place[target]])


def _obedient(graph: "nx.DiGraph[str]", barred: Collection[Arc]) -> list[str]:
    """Return an order in which no barred edge points back; [] when there is none."""
    barred_graph: nx.DiGraph[str] = nx.DiGraph()
    barred_graph.add_nodes_from(graph)
    barred_graph.add_edges_from(arc for arc in graph.edges if arc in barred)
    if not nx.is_directed_acyclic_graph(barred_graph):
        return []
    return improved_order(list(nx.lexicographical_topological_sort(barred_graph)), _weights(graph))


def _heuristic(graph: "nx.DiGraph[str]", nodes: list[str]) -> list[str]:
    weights = _weights(graph)
    return improved_order(eades_lin_smyth(nodes, weights), weights)


def _weights(graph: "nx.DiGraph[str]") -> dict[Arc, int]:
    return {(source, target): int(weight) for source, target, weight in graph.edges(data="weight", default=1)}


def _needed(graph: "nx.DiGraph[str]", cut: list[Arc]) -> tuple[Arc, ...]:
    """Return the cut without the edges that may stay, dearest first: an edge may point back and close no cycle.

    Of a cut of tens of thousands, the cheapest are left in the cut, because each check takes a walk over the graph.
    """
    gone = set(cut)
    after: dict[str, list[str]] = {node: [] for node in graph}
    for source, target in graph.edges:
        if (source, target) not in gone:
            after[source].append(target)
    needed, steps = [], MOST_STEPS
    for source, target in sorted(cut, key=lambda arc: (-_weight(graph, *arc), arc)):
        is_reached, looked = _reaches(after, target, source, steps)
        steps -= looked
        if is_reached:
            needed.append((source, target))
        else:
            after[source].append(target)
    return tuple(sorted(needed))


def _reaches(after: Mapping[str, list[str]], start: str, goal: str, most: int) -> tuple[bool, int]:
    """Return whether one node reaches another, and the number of edges visited; True when the limit is exceeded."""
    looked, seen, pending = 0, {start}, [start]
    while pending and goal not in seen:
        new = after[pending.pop()]
        looked += len(new)
        if looked > most:
            return True, looked
        fresh = [node for node in new if node not in seen]
        seen.update(fresh)
        pending += fresh
    return goal in seen, looked


def generations(weights: Mapping[Arc, int]) -> dict[str, int]:
    """Number the nodes by topological generation, from 0, once each cycle is cut where that costs least.

    A node that no edge leads to stands right before the first of those that it leads to.

    Args:
        weights: The weight of each edge, none of which leads from a node to itself.
    """
    graph = graph_of(weights)
    graph.remove_edges_from(arc for cycle in find_cycles(weights) for arc in cycle.cut)
    number = {node: index for index, nodes in enumerate(nx.topological_generations(graph)) for node in nodes}
    return number | {
        node: min(number[after] for after in graph[node]) - 1 for node in graph if not graph.in_degree(node)
    }


def closing_ways(found: Iterable[Cycle], arcs: Iterable[Arc]) -> dict[Arc, tuple[str, ...]]:
    """Find for each edge that is cut a shortest cycle that it closes with edges that stay.

    Args:
        found: The components that `find_cycles` returns for these edges.
        arcs: All edges of the graph.

    Returns:
        By edge, the nodes of the cycle: both ends of the edge, and on until the first node comes again. Edges for which
            too many others would have to be visited are left out.
    """
    components = tuple(found)
    component = {part: number for number, each in enumerate(components) for part in each.parts}
    cut = [arc for each in components for arc in each.cut]
    gone = set(cut)
    after: dict[str, list[str]] = {part: [] for part in component}
    for source, target in sorted(arcs):
        if source in component and component[source] == component.get(target) and (source, target) not in gone:
            after[source].append(target)
    ways, left = {}, MOST_LOOKED_AT
    for source, target in cut:
        way, looked = _shortest(after, target, source, left)
        left -= looked
        if way:
            ways[source, target] = (source, *way)
    return ways


def _shortest(after: Mapping[str, list[str]], start: str, goal: str, most: int) -> tuple[tuple[str, ...], int]:
    """Return a shortest path from one node to another, () where none was found, and the number of edges visited."""
    looked, before, pending = 0, {start: start}, [start]
    for node in pending:
        if goal in before or looked > most:
            break
        looked += len(after[node])
        fresh = [each for each in after[node] if each not in before]
        before.update(dict.fromkeys(fresh, node))
        pending += fresh
    if goal not in before:
        return (), looked
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way)), looked


def _weight(graph: "nx.DiGraph[str]", source: str, target: str) -> int:
    return int(graph.edges[source, target].get("weight", 1)) if graph.has_edge(source, target) else 0


def _exact(graph: "nx.DiGraph[str]", nodes: list[str]) -> list[str]:
    best: dict[int, tuple[int, list[str]]] = {0: (0, [])}
    for chosen in range(1, 1 << len(nodes)):
        options = []
        for index, node in enumerate(nodes):
            if chosen >> index & 1:
                rest = chosen & ~(1 << index)
                cost, order = best[rest]
                back = sum(_weight(graph, node, nodes[other]) for other in range(len(nodes)) if rest >> other & 1)
                options.append((cost + back, [*order, node]))
        best[chosen] = min(options)
    return best[(1 << len(nodes)) - 1][1]
