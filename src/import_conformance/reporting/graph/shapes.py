"""The shapes of a finished drawing: boxes, curves and bands, in pixels from the top left corner."""

from dataclasses import dataclass

from import_conformance.reporting.graph.edges import Edge

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A part, by its upper left corner and its size."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Curve:
    """An edge.

    Attributes:
        path: The data of its SVG path.
        spots: Points on the path where the label may be, best first.
    """

    edge: Edge
    path: str
    spots: tuple[Point, ...]


@dataclass(frozen=True)
class Band:
    """A strip across the drawing for the parts of one layer.

    Attributes:
        name: The layer, "" for parts in none.
    """

    name: str
    y: float
    height: float


@dataclass(frozen=True)
class Plan:
    """Everything that is drawn, with its place, and the size of all together."""

    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    bands: tuple[Band, ...]
    width: float
    height: float
