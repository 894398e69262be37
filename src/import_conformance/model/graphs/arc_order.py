"""Orders of the parts of a circle in which little weight points back, found in time that grows with the edges.

The order of Eades, Lin and Smyth (1993), improved by moving single parts. Circles of tens of thousands of parts happen,
in generated code and by design of somebody who wants the tool to hang.
"""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

Arc = tuple[str, str]
ROUNDS = 20
# How far parts may be moved in all: enough to end by itself for every circle of some thousand parts.
MOST_STEPS = 20_000_000


class Neighbours:
    """The weights of the edges of a graph, by either end; what is taken out is not seen any more."""

    def __init__(self, nodes: Iterable[str], weights: Mapping[Arc, int]) -> None:
        self.after: dict[str, dict[str, int]] = {node: {} for node in nodes}
        self.before: dict[str, dict[str, int]] = {node: {} for node in self.after}
        for (source, target), weight in weights.items():
            self.after[source][target] = weight
            self.before[target][source] = weight

    def surplus(self, node: str) -> int:
        """How much more weight leaves a node than comes to it."""
        return sum(self.after[node].values()) - sum(self.before[node].values())

    def take_out(self, node: str) -> tuple[str, ...]:
        """Remove a node; gives those that were connected with it."""
        after, before = self.after.pop(node), self.before.pop(node)
        after.pop(node, None)
        before.pop(node, None)
        for other in after:
            del self.before[other][node]
        for other in before:
            del self.after[other][node]
        return (*after, *before)


def eades_lin_smyth(nodes: Iterable[str], weights: Mapping[Arc, int]) -> list[str]:
    """An order in which at most half of the weight points back: ends first, then whoever has most to give."""
    graph = Neighbours(nodes, weights)
    known = {node: graph.surplus(node) for node in graph.after}
    heap = [(-surplus, node) for node, surplus in known.items()]
    heapify(heap)
    left: list[str] = []
    right: list[list[str]] = []
    touched: Iterable[str] = tuple(known)
    while known:
        here = {node for node in touched if node in known}
        sinks = sorted(node for node in here if not graph.after[node])
        sources = sorted(node for node in here if graph.after[node] and not graph.before[node])
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
    """Take nodes out, and bring the surplus of those up to date that were connected with them."""
    touched: set[str] = set()
    for node in chosen:
        del known[node]
        touched.update(graph.take_out(node))
    touched &= known.keys()
    known.update((node, graph.surplus(node)) for node in touched)
    return touched


def improved_order(order: list[str], weights: Mapping[Arc, int]) -> list[str]:
    """The order with each node moved to where least weight points back, until nothing moves or it has been enough."""
    graph = Neighbours(order, weights)
    order, steps = list(order), 0
    place = {node: at for at, node in enumerate(order)}
    for _ in range(ROUNDS):
        moved = False
        for node in sorted(order):
            at, best = place[node], _best_place(graph, node, place)
            if best != at and steps < MOST_STEPS:
                order.insert(best, order.pop(at))
                low, high = min(at, best), max(at, best)
                place.update((order[here], here) for here in range(low, high + 1))
                steps, moved = steps + high - low, True
        if not moved:
            break
    return order


def _best_place(graph: Neighbours, node: str, place: Mapping[str, int]) -> int:
    """Where least weight points back: the nearest such place, and where it is now unless another one is better."""
    at = place[node]
    after, before = graph.after[node], graph.before[node]
    around = sorted(
        (place[other] - (place[other] > at), after.get(other, 0) - before.get(other, 0))
        for other in {*after, *before} - {node}
    )
    gain, low, options, now = 0, 0, [], 0
    for end, change in (*around, (len(place) - 1, 0)):
        if low <= at <= end:
            now = gain
        nearest = min(max(at, low), end)
        options.append((gain, abs(nearest - at), nearest))
        gain, low = gain + change, end + 1
    best = min(options)
    return best[2] if best[0] < now else at
