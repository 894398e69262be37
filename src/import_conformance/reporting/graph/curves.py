"""The curves of a drawing in rows: from box to box through the bends, over a row, or back into the same box."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from import_conformance.reporting.graph.edges import Edge
from import_conformance.reporting.graph.label_spots import frame
from import_conformance.reporting.graph.ordering import Node
from import_conformance.reporting.graph.shapes import Box, Curve, Point

HEIGHT, LOOP, ARC = 44.0, 30.0, 34.0
_ALONG = (0.5, 0.35, 0.65, 0.2, 0.8)

Cubic = tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Route:
    """An edge, the rows on which it begins and ends, and the nodes that it goes through."""

    edge: Edge
    start: int
    end: int
    nodes: tuple[Node, ...]

    @property
    def is_loop(self) -> bool:
        """Return whether the edge leads from a part to itself."""
        return self.edge.source == self.edge.target


def curves(
    routes: Sequence[Route], boxes: Mapping[str, Box], middle: Mapping[Node, float], tops: Sequence[float]
) -> tuple[Curve, ...]:
    """Return a curve for each route."""
    ports = _ports(routes, boxes, middle)
    loops = Counter(route.edge.source for route in routes if route.is_loop)
    looped = Counter[str]()
    drawn = []
    for number, route in enumerate(routes):
        source = boxes[route.edge.source]
        if route.is_loop:
            drawn.append(_loop(route.edge, source, looped[source.key], loops[source.key]))
            looped[source.key] += 1
        elif route.start == route.end:
            drawn.append(_arc(route.edge, (ports[number, 0], source.y), (ports[number, 1], source.y)))
        else:
            drawn.append(_through(route, (ports[number, 0], ports[number, 1]), middle, tops))
    return tuple(drawn)


def _ports(
    routes: Sequence[Route], boxes: Mapping[str, Box], middle: Mapping[Node, float]
) -> Mapping[tuple[int, int], float]:
    """Return where on its box each end of a route is, by the route's number and 0 for its source, 1 for its target.

    The ends on one side of a box are spread over it in the order of where they lead.
    """
    sides: dict[tuple[str, bool], list[tuple[float, int, int]]] = defaultdict(list)
    for index, route in enumerate(routes):
        first, last = route.nodes[0], route.nodes[-1]
        sides[first[0], route.end > route.start].append((middle[route.nodes[1]], index, 0))
        sides[last[0], route.end < route.start].append((middle[route.nodes[-2]], index, 1))
    found = {}
    for (key, _), ends in sides.items():
        box = boxes[key]
        for number, (_, index, which) in enumerate(sorted(ends), 1):
            found[index, which] = box.x + box.width * number / (len(ends) + 1)
    return found


def _loop(edge: Edge, box: Box, index: int, count: int) -> Curve:
    """Draw a loop beside the box; several share its height."""
    share = (box.height - 8) / count
    top = box.y + 4 + share * index + 4
    bottom = top + share - 8
    right, far = box.x + box.width, box.x + box.width + LOOP
    path = f"M{point((right, top))}C{point((far, top - 6))} {point((far, bottom + 6))} {point((right, bottom))}"
    left, _, end, _ = frame(edge, (0.0, 0.0))
    return Curve(edge, path, ((right + LOOP * 0.75 + 2 + (end - left) / 2, (top + bottom) / 2),))


def loop_room(edge: Edge) -> float:
    """Return how much room a loop and its label take beside their box."""
    left, _, right, _ = frame(edge, (0.0, 0.0))
    return LOOP * 0.75 + 2 + right - left


def _arc(edge: Edge, start: Point, end: Point) -> Curve:
    """Draw an arc over the row, the higher the farther it leads."""
    rise = min(ARC * 1.6, 26 + abs(start[0] - end[0]) * 0.05)
    return _drawn(edge, [(start, (start[0], start[1] - rise), (end[0], end[1] - rise), end)])


def _through(route: Route, ports: tuple[float, float], middle: Mapping[Node, float], tops: Sequence[float]) -> Curve:
    """Draw a curve through the rows between, upright where it passes one."""
    down = route.end > route.start
    enter, leave = (0.0, HEIGHT) if down else (HEIGHT, 0.0)
    points = [(ports[0], tops[route.start] + leave)]
    for bend in route.nodes[1:-1]:
        x, top = middle[bend], tops[bend[1] - 1]
        points += [(x, top + enter), (x, top + leave)]
    points.append((ports[1], tops[route.end] + enter))
    return _drawn(route.edge, [_bent(*pair) for pair in pairwise(points)])


def _bent(start: Point, end: Point) -> Cubic:
    """Return a curve that is upright at both ends."""
    half = (start[1] + end[1]) / 2
    return start, (start[0], half), (end[0], half), end


def _drawn(edge: Edge, pieces: Sequence[Cubic]) -> Curve:
    path = f"M{point(pieces[0][0])}" + "".join(f"C{point(a)} {point(b)} {point(c)}" for _, a, b, c in pieces)
    inside_out = sorted(range(len(pieces)), key=lambda index: (abs(2 * index - len(pieces) + 1), index))
    return Curve(edge, path, tuple(_on(pieces[index], part) for index in inside_out for part in _ALONG))


def _on(piece: Cubic, part: float) -> Point:
    """Return the point of a Bézier curve after a part of it (0 to 1)."""
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, piece, strict=True)) for axis in (0, 1))
    return x, y


def point(place: Point) -> str:
    """Return a point for SVG."""
    return ",".join(number(value) for value in place)


def number(value: float) -> str:
    """Return a number for SVG, to a tenth of a pixel."""
    return f"{round(value, 1) + 0.0:g}"
