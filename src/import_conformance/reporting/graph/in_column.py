"""A drawing in one column, for layers: what goes down runs on the right of it, what goes up on the left."""

from collections.abc import Iterable, Mapping

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.reporting.graph.curves import HEIGHT, number, point
from import_conformance.reporting.graph.edges import Edge, edges_of
from import_conformance.reporting.graph.labels import levels
from import_conformance.reporting.graph.shapes import Box, Curve, Plan

GAP, MARGIN, HEAD = 26.0, 24.0, 24.0
FIRST, TRACK, PORT, ROUND = 84.0, 16.0, 17.0, 8.0

SOURCE, TARGET = "source", "target"

Tracks = Mapping[Edge, int]
End = tuple[Edge, str]


def plan(excerpt: Excerpt, widths: Mapping[str, float]) -> Plan:
    """The drawing of layers whose boxes are so wide, by key; all get the width of the widest."""
    keys = [part.key for parts in levels(excerpt).values() for part in parts]
    rank = {key: at for at, key in enumerate(keys)}
    edges = tuple(edges_of(excerpt.structure))
    right = _tracks((edge for edge in edges if rank[edge.source] <= rank[edge.target]), rank)
    left = _tracks((edge for edge in edges if rank[edge.source] > rank[edge.target]), rank)
    width = max(widths.values(), default=0.0)
    start = MARGIN + _room(left)
    ends = [(_ends(key, right, rank), _ends(key, left, rank)) for key in keys]
    boxes, ports, top = [], dict[End, float](), HEAD
    for key, sides in zip(keys, ends, strict=True):
        height = max(HEIGHT, *(PORT * (len(side) + 1) for side in sides))
        boxes.append(Box(key, start, top, width, height))
        for side in sides:
            ports |= {end: top + height * at / (len(side) + 1) for at, end in enumerate(side, 1)}
        top += height + GAP
    curves = tuple(
        _curve(edge, start + width, right[edge], ports) if edge in right else _curve(edge, start, -left[edge], ports)
        for edge in edges
    )
    return Plan(tuple(boxes), curves, (), start + width + _room(right) + MARGIN, top - GAP + MARGIN)


def _tracks(edges: Iterable[Edge], rank: Mapping[str, int]) -> dict[Edge, int]:
    """How far out each edge runs, from 1: short ones inside, and none on a track that another uses there."""
    taken: list[list[tuple[int, int]]] = []
    found = {}
    for edge in sorted(edges, key=lambda edge: abs(rank[edge.source] - rank[edge.target])):
        low, high = sorted((rank[edge.source], rank[edge.target]))
        free = (at for at, spans in enumerate(taken) if all(high <= start or end <= low for start, end in spans))
        at = next(free, len(taken))
        if at == len(taken):
            taken.append([])
        taken[at].append((low, high))
        found[edge] = at + 1
    return found


def _ends(key: str, tracks: Tracks, rank: Mapping[str, int]) -> list[End]:
    """The ends of edges on one side of a box, from the top down, so that none crosses another beside the box.

    First those that come from above or go there, the outermost last; then loops; then those below, the outermost first.
    """
    above: list[tuple[int, End]] = []
    below: list[tuple[int, End]] = []
    loops: list[End] = []
    for edge, track in tracks.items():
        if edge.source == edge.target == key:
            loops += [(edge, SOURCE), (edge, TARGET)]
        elif key in (edge.source, edge.target):
            which, other = (SOURCE, edge.target) if edge.source == key else (TARGET, edge.source)
            (above if rank[other] < rank[key] else below).append((track, (edge, which)))
    above.sort(key=lambda item: item[0])
    below.sort(key=lambda item: -item[0])
    return [*(end for _, end in above), *loops, *(end for _, end in below)]


def _curve(edge: Edge, side: float, track: int, ports: Mapping[End, float]) -> Curve:
    """Out to the track (left of the boxes where it is negative), along it, and back; round at the corners."""
    out = 1 if track > 0 else -1
    far = side + out * (FIRST + TRACK * (abs(track) - 1))
    start, end = ports[edge, SOURCE], ports[edge, TARGET]
    turn = ROUND if end > start else -ROUND
    near = far - out * ROUND
    there = f"M{point((side, start))}H{number(near)}Q{point((far, start))} {point((far, start + turn))}"
    back = f"V{number(end - turn)}Q{point((far, end))} {point((near, end))}H{number(side)}"
    return Curve(edge, there + back, ((side + out * FIRST / 2, start),))


def _room(tracks: Tracks) -> float:
    return FIRST + TRACK * (max(tracks.values()) - 1) if tracks else 0.0
