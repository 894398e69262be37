"""The edges of a picture: between two parts, one for the imports that exist, and one for those that are missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.structure.dependencies import Dependency
from import_conformance.model.structure.structure import Structure
from import_conformance.reporting.graph import labels


class Look(StrEnum):
    """How an edge is drawn: plain, dotted, red and bold, or dashed."""

    ALLOWED = "allowed"
    UNJUDGED = "unjudged"
    BROKEN = "broken"
    MISSING = "missing"


@dataclass(frozen=True)
class Edge:
    """One line in a picture.

    Attributes:
        weight: How many import statements exist or are missing.
        laws: The ids of the laws that are broken here.
    """

    source: str
    target: str
    look: Look
    label: str
    weight: int
    laws: tuple[str, ...]


def edges_of(structure: Structure) -> Iterator[Edge]:
    """Yield all edges, in the order of the dependencies."""
    for bond in structure.bonds:
        yield from _edges(bond)


def _edges(bond: Dependency) -> Iterator[Edge]:
    ends = bond.source, bond.target
    if bond.divergences:
        yield Edge(*ends, Look.BROKEN, labels.statements(bond), bond.statements, bond.laws)
    elif bond.statements and bond.source != bond.target:
        look = Look.ALLOWED if bond.convergences else Look.UNJUDGED
        yield Edge(*ends, look, labels.statements(bond), bond.statements, ())
    if bond.absences:
        yield Edge(*ends, Look.MISSING, labels.missing(bond), bond.absences, bond.laws)


def thickness(edge: Edge) -> float:
    """Return the width of a line in points: half a point more for each doubling of the imports; broken is bold."""
    least = {Look.ALLOWED: 1.0, Look.UNJUDGED: 1.0, Look.BROKEN: 2.5, Look.MISSING: 1.5}[edge.look]
    return least if edge.look is Look.MISSING else min(max(0.5 + edge.weight.bit_length() / 2, least), 5.0)
