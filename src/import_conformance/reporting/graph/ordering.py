"""Layered drawing after Sugiyama, Tagawa and Toda (1981): who is beside whom on a row, and how far to the right.

A node is a part, or a bend: the place where an edge that skips rows goes through one. Order: barycenters, swept up and
down, the order with the fewest crossings wins. Places: each row as near to its neighbours as its widths let it,
which is an isotonic regression, solved by pooling adjacent violators (Ayer and others 1955).
"""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

SWEEPS = 16

Node = tuple[str, int]
"""A key and a number: 0 for a part, the row for a bend of an edge."""

Neighbours = Mapping[Node, Sequence[tuple[Node, float]]]
"""The nodes above or below that a node is joined to, each with the pull between them; for an order, on the next row."""


def ordered(rows: list[list[Node]], up: Neighbours, down: Neighbours) -> list[list[Node]]:
    """Return the rows, rearranged so that few lines cross."""
    best, fewest = rows, crossings(rows, down)
    current = rows
    for sweep in range(SWEEPS):
        current = list(current)
        goes_down = sweep % 2 == 0
        numbers = range(1, len(rows)) if goes_down else range(len(rows) - 2, -1, -1)
        for row in numbers:
            current[row] = _sorted(current[row], current[row - 1 if goes_down else row + 1], up if goes_down else down)
        count = crossings(current, down)
        if count < fewest:
            best, fewest = current, count
    return best


def crossings(rows: Sequence[Sequence[Node]], down: Neighbours) -> int:
    """Count the pairs of lines between neighbouring rows that cross."""
    total = 0
    for upper, lower in pairwise(rows):
        place = {node: number for number, node in enumerate(lower)}
        seen: list[int] = []
        for node in upper:
            ends = sorted(place[other] for other, _ in down.get(node, ()))
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _sorted(row: list[Node], fixed: list[Node], neighbours: Neighbours) -> list[Node]:
    """Sort a row by the mean place of each node's neighbours; nodes without any keep theirs."""
    place = {node: number for number, node in enumerate(fixed)}
    scale = (len(fixed) or 1) / (len(row) or 1)
    wanted = {}
    for number, node in enumerate(row):
        joined = [place[other] for other, _ in neighbours.get(node, ())]
        wanted[node] = sum(joined) / len(joined) if joined else number * scale
    return sorted(row, key=lambda node: wanted[node])


def placed(
    rows: list[list[Node]], up: Neighbours, down: Neighbours, widths: Mapping[Node, float], gap: float
) -> dict[Node, float]:
    """Return the middle of each node in pixels; neighbours on a row stay the gap apart, bends a third of it."""
    middle: dict[Node, float] = {}
    for row in rows:
        middle |= dict(zip(row, _centred(_steps(row, widths, gap)), strict=True))
    for sweep in range(2 * SWEEPS):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            wanted = [_preferred(node, (up, down), middle) for node in row]
            middle |= dict(zip(row, _nearest(wanted, _steps(row, widths, gap)), strict=True))
    return middle


def _preferred(node: Node, sides: tuple[Neighbours, Neighbours], middle: Mapping[Node, float]) -> tuple[float, float]:
    """Find the place where the lines of a node pull it, and how strongly."""
    joined = [(middle[other], pull) for side in sides for other, pull in side.get(node, ())]
    total = sum(pull for _, pull in joined)
    if not total:
        return middle[node], 0.1
    return sum(place * pull for place, pull in joined) / total, total


def _steps(row: list[Node], widths: Mapping[Node, float], gap: float) -> list[float]:
    """Return how far each node must be from the one before it, middle to middle; 0 for the first."""
    steps = [0.0] * min(len(row), 1)
    for left, right in pairwise(row):
        between = gap if not (left[1] or right[1]) else gap / 3
        steps.append((widths[left] + widths[right]) / 2 + between)
    return steps


def _centred(steps: list[float]) -> list[float]:
    start = -sum(steps) / 2
    return list(accumulate(steps, initial=start))[1:]


def _nearest(wanted: list[tuple[float, float]], steps: list[float]) -> list[float]:
    """Return the places that are nearest to the wanted ones (by weighted squares) and at least the steps apart."""
    offsets = list(accumulate(steps))
    blocks: list[tuple[float, float, int]] = []
    for (place, weight), offset in zip(wanted, offsets, strict=True):
        value, size = place - offset, 1
        while blocks and blocks[-1][0] >= value:
            before, heft, count = blocks.pop()
            value = (before * heft + value * weight) / (heft + weight)
            weight, size = weight + heft, size + count  # noqa: PLW2901  # the pool grows
        blocks.append((value, weight, size))
    values = [value for value, _, size in blocks for _ in range(size)]
    return [value + offset for value, offset in zip(values, offsets, strict=True)]
