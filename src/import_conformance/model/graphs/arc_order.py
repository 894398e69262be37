"""Orders of the nodes of a cycle in which little weight points back, found in time that grows with the edges.

The order of Eades, Lin and Smyth (1993), improved by moving single nodes. Cycles of tens of thousands of nodes occur in
generated code, and in input that is crafted to make the tool hang.
"""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

Arc = tuple[str, str]
ROUNDS = 20
# How far nodes may be moved in all, in positions: every cycle of some thousand nodes ends well before.
MOST_STEPS = 20_000_000


class Neighbours:
    """The weights of the edges of a graph, by either end; nodes can be removed."""

    def __init__(self, nodes: Iterable[str], weights: Mapping[Arc, int]) -> None:
        self.after: dict[str, dict[str, int]] = {node: {} for node in nodes}
        self.before: dict[str, dict[str, int]] = {node: {} for node in self.after}
        for (source, target), weight in weights.items():
            self.after[source][target] = weight
            self.before[target][source] = weight

    def surplus(self, node: str) -> int:
        """Return the weight of the edges that leave a node minus that of the edges that enter it."""
        return sum(self.after[node].values()) - sum(self.before[node].values())

    def take_out(self, node: str) -> tuple[str, ...]:
        """Remove a node, and return its neighbours."""
        after, before = self.after.pop(node), self.before.pop(node)
        after.pop(node, None)
        before.pop(node, None)
        for other in after:
            del self.before[other][node]
        for other in before:
            del self.after[other][node]
        return (*after, *before)


def eades_lin_smyth(nodes: Iterable[str], weights: Mapping[Arc, int]) -> list[str]:
    """Return an order in which at most half of the weight points back.

    Sinks and sources go to the ends; otherwise the node with the largest surplus is taken next.
    """
    graph = Neighbours(nodes, weights)
    known = {node: graph.surplus(node) for node in graph.after}
    heap = [(-surplus, node) for node, surplus in known.items()]
    heapify(heap)
    left: list[str] = []
    right: list[list[str]] = []
    touched: Iterable[str] = tuple(known)
    while known:
        present = {node for node in touched if node in known}
        sinks = sorted(node for node in present if not graph.after[node])
        sources = sorted(node for node in present if graph.after[node] and not graph.before[node])
        chosen = [*sinks, *sources]
        if chosen:
            right.append(sinks)
            left += sources
        else:
            while known.get(heap[0][1]) != -heap[0][0]:
                heappop(heap)
            chosen = [heappop(heap)[1]]
            left += chosen
        touched = _without(graph, chosen, known)
        for node in touched:
            heappush(heap, (-known[node], node))
    return [*left, *(node for batch in reversed(right) for node in batch)]


def _without(graph: Neighbours, chosen: list[str], known: dict[str, int]) -> set[str]:
    """Remove nodes, update the surplus of their neighbours, and return those."""
    touched: set[str] = set()
    for node in chosen:
        del known[node]
        touched.update(graph.take_out(node))
    touched &= known.keys()
    known.update((node, graph.surplus(node)) for node in touched)
    return touched


def improved_order(order: list[str], weights: Mapping[Arc, int]) -> list[str]:
    """Return the order with each node moved to where least weight points back.

    Ends when nothing moves any more, or a limit is reached.
    """
    graph = Neighbours(order, weights)
    order, steps = list(order), 0
    place = {node: index for index, node in enumerate(order)}
    for _ in range(ROUNDS):
        moved = False
        for node in sorted(order):
            index, best = place[node], _best_place(graph, node, place)
            if best != index and steps < MOST_STEPS:
                order.insert(best, order.pop(index))
                low, high = min(index, best), max(index, best)
                place.update((order[position], position) for position in range(low, high + 1))
                steps, moved = steps + high - low, True
        if not moved:
            break
    return order


def _best_place(graph: Neighbours, node: str, place: Mapping[str, int]) -> int:
    """Return where least weight points back: the nearest such place, or the present one unless another is better."""
    index = place[node]
    after, before = graph.after[node], graph.before[node]
    around = sorted(
        (place[other] - (place[other] > index), after.get(other, 0) - before.get(other, 0))
        for other in {*after, *before} - {node}
    )
    gain, low, options, now = 0, 0, [], 0
    for end, change in (*around, (len(place) - 1, 0)):
        if low <= index <= end:
            now = gain
        nearest = min(max(index, low), end)
        options.append((gain, abs(nearest - index), nearest))
        gain, low = gain + change, end + 1
    best = min(options)
    return best[2] if best[0] < now else index
