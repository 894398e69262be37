"""What a finished drawing consists of: boxes, lines and bands, in pixels from the top left corner."""

from dataclasses import dataclass

from import_conformance.reporting.graph.edges import Edge

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A part: its left upper corner and its size."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Curve:
    """An edge: the data of its SVG path, and points on it where its label may stand, best first."""

    edge: Edge
    path: str
    spots: tuple[Point, ...]


@dataclass(frozen=True)
class Band:
    """A strip across the drawing that holds the parts of one layer. name: "" for those of none."""

    name: str
    y: float
    height: float


@dataclass(frozen=True)
class Plan:
    """Everything with its place. width, height: what the drawing needs."""

    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    bands: tuple[Band, ...]
    width: float
    height: float
