"""Where the labels of a drawing stand, and how wide words are."""

from collections.abc import Iterable, Iterator

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import CELL, LAYER, Part
from import_conformance.reporting.graph.edges import Edge, Look
from import_conformance.reporting.graph.labels import figures, title
from import_conformance.reporting.graph.shapes import Curve, Plan, Point

LETTER, SMALL = 8.3, 6.3
PADDING = 18
MOST_COUNTED = 60
CROSS = "\u00d7"

Frame = tuple[float, float, float, float]


def widths(excerpt: Excerpt) -> dict[str, float]:
    """Estimate how wide the box of each part must be for its words, by key; layers are all as wide as the widest.

    The estimate is generous, because the reader's font is not known.
    """
    needed = {
        part.key: PADDING + max(LETTER * len(name(part, excerpt)), SMALL * len(figures(part)))
        for part in excerpt.structure.parts
    }
    return dict.fromkeys(needed, max(needed.values(), default=0.0)) if excerpt.structure.by == LAYER else needed


def name(part: Part, excerpt: Excerpt) -> str:
    """Name a part as its box does: cells without their layer, which stands at the left of their row."""
    whole = title(part, excerpt)
    return whole.removesuffix(f" {part.layer}") if excerpt.structure.by == CELL else whole


def label(edge: Edge) -> str:
    """Shorten the label of an edge: `15`, `3 of 15` behind a cross, `missing 1`."""
    if edge.look is Look.MISSING:
        return f"missing {edge.weight}"
    return f"{CROSS} {edge.label.replace(' not allowed', '')}" if edge.look is Look.BROKEN else edge.label


def spots(plan: Plan) -> Iterator[tuple[Curve, Point | None]]:
    """Choose where each label goes: the first of its spots where it covers no box and no other label, or else its best.

    Broken and missing edges come first. Plain counts have none (None) if there are too many, or no free spot.
    """
    taken = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in plan.boxes]
    found: dict[int, Point] = {}
    ranked = sorted(range(len(plan.curves)), key=lambda index: plan.curves[index].edge.look is Look.ALLOWED)
    for index in ranked:
        curve = plan.curves[index]
        is_plain = curve.edge.look is Look.ALLOWED
        if is_plain and len(plan.curves) > MOST_COUNTED:
            continue
        free = (spot for spot in curve.spots if not _covers(frame(curve.edge, spot), taken))
        spot = next(free, None if is_plain else curve.spots[0])
        if spot:
            found[index] = spot
            taken.append(frame(curve.edge, spot))
    for index, curve in enumerate(plan.curves):
        yield curve, found.get(index)


def frame(edge: Edge, spot: Point) -> Frame:
    """Compute the room of a label with its middle at a spot: left, top, right, bottom."""
    half = SMALL * len(label(edge)) / 2 + 3
    return spot[0] - half, spot[1] - 7, spot[0] + half, spot[1] + 7


def _covers(frame: Frame, taken: Iterable[Frame]) -> bool:
    return any(
        frame[0] < other[2] and other[0] < frame[2] and frame[1] < other[3] and other[1] < frame[3] for other in taken
    )
