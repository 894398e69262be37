"""The parts that break the law as a Mermaid diagram: what they import and may not, and what is missing."""

from collections.abc import Iterator
from dataclasses import replace

from import_conformance.model.structure.structure import Structure
from import_conformance.reporting.escaping import mermaid
from import_conformance.reporting.graph.edges import Look, edges_of
from import_conformance.reporting.graph.mermaid import arrows, identifiers, strokes

EDGES = 40


def picture(parts: Structure) -> tuple[tuple[str, ...], int]:
    """Return the lines of the diagram, none when nothing is broken between parts, and how many edges are left out.

    Edges look like those of `conformance graph`. The worst are drawn.
    """
    between = sorted(
        (bond for bond in parts.bonds if bond.source != bond.target and (bond.divergences or bond.absences)),
        key=lambda bond: (-bond.absences, -bond.divergences, bond.source, bond.target),
    )
    if not between:
        return (), 0
    drawn = between[:EDGES]
    within = {bond.source: bond.divergences for bond in parts.bonds if bond.source == bond.target}
    return tuple(_lines(replace(parts, bonds=tuple(drawn)), within)), len(between) - len(drawn)


def _lines(parts: Structure, within: dict[str, int]) -> Iterator[str]:
    yield "flowchart LR"
    ends = {end for bond in parts.bonds for end in (bond.source, bond.target)}
    names = identifiers(part.key for part in parts.parts if part.key in ends)
    for key, name in names.items():
        inside = f"<br/>{within[key]} within" if within.get(key) else ""
        yield f'  {name}["{mermaid(key)}{inside}"]'
    edges = tuple(edge for edge in edges_of(parts) if edge.look is not Look.ALLOWED)
    yield from arrows(edges, names)
    yield from strokes(edges)
