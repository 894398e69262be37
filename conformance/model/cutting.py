"""Where to cut a graph so that no circle is left. Imported only when asked: networkx takes a tenth of a second."""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

EXACT_UP_TO = 10

Arc = tuple[str, str]


@dataclass(frozen=True)
class Circle:
    """Parts that all reach each other, and the edges whose removal would undo that at the smallest cost found."""

    parts: tuple[str, ...]
    cut: tuple[Arc, ...]


def circles(weights: Mapping[Arc, int]) -> tuple[Circle, ...]:
    """The circles of a graph given by the weight of each edge (here: its import statements), largest first."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for (source, target), weight in sorted(weights.items()):
        graph.add_edge(source, target, weight=weight)
    found = [tuple(sorted(part)) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    ordered = sorted(found, key=lambda parts: (-len(parts), parts))
    return tuple(Circle(parts, feedback_arcs(graph.subgraph(parts))) for parts in ordered)


def feedback_arcs(graph: "nx.DiGraph[str]") -> tuple[Arc, ...]:
    """A small set of edges whose removal leaves the graph without a circle, by total `weight`.

    Exact for up to 10 nodes: the best of all orders, by dynamic programming over sets of nodes (Lawler 1964). Beyond
    that the order of Eades, Lin and Smyth (1993), which is linear in the edges and never worse than half of the weight,
    is improved by moving single nodes as long as that helps, and what need not be cut is put back.
    """
    nodes = sorted(graph)
    order = _exact(graph, nodes) if len(nodes) <= EXACT_UP_TO else _improved(graph, _eades_lin_smyth(graph))
    place = {node: at for at, node in enumerate(order)}
    return _needed(graph, [(source, target) for source, target in graph.edges if place[source] > place[target]])


def _needed(graph: "nx.DiGraph[str]", cut: list[Arc]) -> tuple[Arc, ...]:
    """The cut without what may stay, dearest first: an edge may point back and close no circle."""
    left = nx.DiGraph(graph)
    left.remove_edges_from(cut)
    kept = []
    for source, target in sorted(cut, key=lambda arc: (-_weight(graph, *arc), arc)):
        if nx.has_path(left, target, source):
            kept.append((source, target))
        else:
            left.add_edge(source, target)
    return tuple(sorted(kept))


def _weight(graph: "nx.DiGraph[str]", source: str, target: str) -> int:
    return int(graph.edges[source, target].get("weight", 1)) if graph.has_edge(source, target) else 0


def _exact(graph: "nx.DiGraph[str]", nodes: list[str]) -> list[str]:
    best: dict[int, tuple[int, list[str]]] = {0: (0, [])}
    for chosen in range(1, 1 << len(nodes)):
        options = []
        for at, node in enumerate(nodes):
            if chosen >> at & 1:
                rest = chosen & ~(1 << at)
                cost, order = best[rest]
                back = sum(_weight(graph, node, nodes[other]) for other in range(len(nodes)) if rest >> other & 1)
                options.append((cost + back, [*order, node]))
        best[chosen] = min(options)
    return best[(1 << len(nodes)) - 1][1]


def _eades_lin_smyth(graph: "nx.DiGraph[str]") -> list[str]:
    left: list[str] = []
    right: list[str] = []
    remaining = nx.DiGraph(graph)
    while remaining:
        sinks = sorted(node for node in remaining if not remaining.out_degree(node))
        sources = sorted(node for node in remaining if not remaining.in_degree(node) and node not in sinks)
        if sinks or sources:
            right = [*sinks, *right]
            left += sources
            remaining.remove_nodes_from([*sinks, *sources])
            continue
        surplus = {
            node: remaining.out_degree(node, weight="weight") - remaining.in_degree(node, weight="weight")
            for node in sorted(remaining)
        }
        best = max(surplus, key=surplus.__getitem__)
        left.append(best)
        remaining.remove_node(best)
    return left + right


def _improved(graph: "nx.DiGraph[str]", order: list[str]) -> list[str]:
    """Move each node to where fewest edges point back, until nothing moves or 20 rounds are over."""
    for _ in range(20):
        moved = False
        for node in sorted(order):
            at = order.index(node)
            rest = [*order[:at], *order[at + 1 :]]
            gains = [0]
            for other in rest:
                gains.append(gains[-1] + _weight(graph, node, other) - _weight(graph, other, node))
            best = min(range(len(gains)), key=lambda place: (gains[place], abs(place - at)))
            if gains[best] < gains[at]:
                order = [*rest[:best], node, *rest[best:]]
                moved = True
        if not moved:
            break
    return order
