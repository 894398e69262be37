"""Lay out a drawing: bends are put where edges pass through a row, then everything gets its place and its curve."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import CELL, LAYER
from import_conformance.reporting.graph.curves import ARC, HEIGHT, Route, curves, loop_room
from import_conformance.reporting.graph.edges import Edge, edges_of
from import_conformance.reporting.graph.ordering import Neighbours, Node, ordered, placed
from import_conformance.reporting.graph.ranks import rows_of
from import_conformance.reporting.graph.shapes import Band, Box, Plan

GAP, MARGIN, BEND = 18.0, 24.0, 4.0
HEAD, BAND_NAME = 24.0, 150.0
PULLS = (1.0, 2.0, 8.0)
COLUMN_PULLS = {LAYER: 1e5, CELL: 20.0}
"""How strongly the parts of a column pull each other: layers stand in line, cells as far as their lines let them."""

Pull = tuple[Node, Node, float]
Joined = defaultdict[Node, list[tuple[Node, float]]]


def plan(excerpt: Excerpt, widths: Mapping[str, float]) -> Plan:
    """Place the parts, whose boxes are so wide, by key, and draw the curves between them."""
    named = rows_of(excerpt)
    rank = {key: row for row, (_, keys) in enumerate(named) for key in keys}
    routes = [_route(edge, number, rank) for number, edge in enumerate(edges_of(excerpt.structure), 1)]
    rows = ordered(_with_bends([keys for _, keys in named], routes), *_joined(_pulls_of_routes(routes)))
    up, down = _joined((*_pulls_of_columns(excerpt, rank), *_pulls_of_routes(routes)))
    beside = _beside(routes, rank, is_column=excerpt.structure.by == LAYER)
    sizes = {node: BEND if node[1] else widths[node[0]] + beside.get(node[0], 0.0) for row in rows for node in row}
    middle = placed(rows, up, down, sizes, GAP)
    has_bands = excerpt.structure.by == CELL
    left = min((middle[node] - sizes[node] / 2 for node in sizes), default=0.0)
    shift = MARGIN - left + (BAND_NAME if has_bands else 0.0)
    middle = {node: x + shift for node, x in middle.items()}
    tops = _tops(len(rows), routes)
    boxes = {
        key: Box(key, middle[key, 0] - sizes[key, 0] / 2, tops[row], widths[key], HEIGHT) for key, row in rank.items()
    }
    right = max((middle[node] + sizes[node] / 2 for node in sizes), default=0.0)
    return Plan(
        boxes=tuple(boxes.values()),
        curves=curves(routes, boxes, middle, tops),
        bands=_bands([name for name, _ in named], tops) if has_bands else (),
        width=right + MARGIN,
        height=(tops[-1] if tops else 0.0) + HEIGHT + MARGIN,
    )


def _beside(routes: Iterable[Route], keys: Iterable[str], *, is_column: bool) -> dict[str, float]:
    """Find the room for loops at the right of each box, by key; alike for all in a column, which keeps it straight."""
    room: dict[str, float] = {}
    for route in routes:
        if route.is_loop:
            room[route.edge.source] = max(loop_room(route.edge), room.get(route.edge.source, 0.0))
    return dict.fromkeys(keys, max(room.values(), default=0.0)) if is_column else room


def _route(edge: Edge, number: int, rank: Mapping[str, int]) -> Route:
    start, end = rank[edge.source], rank[edge.target]
    step = 1 if end > start else -1
    bends = tuple((str(number), row + 1) for row in range(start + step, end, step)) if start != end else ()
    return Route(edge, start, end, ((edge.source, 0), *bends, (edge.target, 0)))


def _with_bends(rows: list[list[str]], routes: Iterable[Route]) -> list[list[Node]]:
    full: list[list[Node]] = [[(key, 0) for key in keys] for keys in rows]
    for route in routes:
        for bend in route.nodes[1:-1]:
            full[bend[1] - 1].append(bend)
    return full


def _joined(pulls: Iterable[Pull]) -> tuple[Neighbours, Neighbours]:
    """Find which nodes are joined with which above, and with which below."""
    up, down = Joined(list), Joined(list)
    for upper, lower, pull in pulls:
        down[upper].append((lower, pull))
        up[lower].append((upper, pull))
    return up, down


def _pulls_of_columns(excerpt: Excerpt, rank: Mapping[str, int]) -> Iterator[Pull]:
    """Join each part with all of its column on higher rows: layers stand in a single one, cells in that of their group.

    With the next one alone, places would settle too slowly.
    """
    by = excerpt.structure.by
    columns: dict[tuple[str, ...], list[str]] = {}
    for part in excerpt.structure.parts if by in COLUMN_PULLS else ():
        columns.setdefault(() if by == LAYER else part.group, []).append(part.key)
    for keys in columns.values():
        for one, other in combinations(sorted(keys, key=rank.__getitem__), 2):
            if rank[one] < rank[other]:
                yield (one, 0), (other, 0), COLUMN_PULLS[by]


def _pulls_of_routes(routes: Iterable[Route]) -> Iterator[Pull]:
    for route in routes:
        if route.start != route.end:
            nodes = route.nodes if route.start < route.end else route.nodes[::-1]
            for upper, lower in pairwise(nodes):
                yield upper, lower, PULLS[bool(upper[1]) + bool(lower[1])]


def _tops(count: int, routes: Iterable[Route]) -> list[float]:
    """Return the upper edge of each row: the more lines cross a gap, the wider it is; arcs need room, too."""
    lines, arcs = Counter[int](), set[int]()
    for route in routes:
        lines.update(range(min(route.start, route.end) + 1, max(route.start, route.end) + 1))
        if route.start == route.end and not route.is_loop:
            arcs.add(route.start)
    tops, top = [], HEAD
    for row in range(count):
        top += (HEIGHT + 40 + min(2.5 * lines[row], 90.0) if row else 0.0) + (ARC if row in arcs else 0.0)
        tops.append(top)
    return tops


def _bands(names: list[str], tops: list[float]) -> tuple[Band, ...]:
    """Return a strip for each layer, over all of its rows."""
    strips: dict[str, tuple[float, float]] = {}
    for name, top in zip(names, tops, strict=True):
        strips[name] = strips.get(name, (top, top))[0], top
    return tuple(Band(name, first - 10, last - first + HEIGHT + 20) for name, (first, last) in strips.items())
