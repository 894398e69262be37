"""The picture in DOT, the language of Graphviz: `conformance graph --format dot | dot -Tsvg`."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import CELL, LAYER, Part
from import_conformance.reporting.escaping import dot as safe
from import_conformance.reporting.graph.edges import Edge, Look, edges_of, thickness
from import_conformance.reporting.graph.labels import EMPTY, figures, heading, levels, title
from import_conformance.reporting.graph.limits import Drawn

LOOKS = {
    Look.ALLOWED: 'color="#57606a"',
    Look.UNJUDGED: 'color="#8c959f", fontcolor="#59636e", style=dotted',
    Look.BROKEN: 'color="#d1242f", fontcolor="#d1242f", style=bold',
    Look.MISSING: 'color="#9a6700", fontcolor="#9a6700", style=dashed, arrowhead=empty',
}


def render(excerpt: Excerpt) -> Drawn:
    """Return the whole graph, because Graphviz has no limit of its own."""
    return Drawn("\n".join([*_lines(excerpt), ""]))


def _lines(excerpt: Excerpt) -> Iterator[str]:
    structure = excerpt.structure
    yield "digraph architecture {"
    yield '  graph [labelloc=t, rankdir=TB, nodesep=0.5, ranksep=0.8, fontname="sans-serif"];'
    yield f'  label="{safe(heading(excerpt))}";'
    yield '  node [shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#8c959f", fontname="sans-serif"];'
    yield '  edge [fontname="sans-serif", fontsize=10];'
    if not structure.parts:
        yield f'  nothing [label="{EMPTY}", style=dashed];'
    for part in structure.parts:
        yield f"  {_node(part.key)} [{_looks(part, excerpt)}];"
    keys = _levels(excerpt)
    yield from _ranks(keys)
    level = {key: number for number, row in enumerate(keys) for key in row}
    yield from (_arrow(edge, level) for edge in edges_of(structure))
    yield "}"


def _looks(part: Part, excerpt: Excerpt) -> str:
    label = rf'label="{safe(title(part, excerpt))}\n{safe(figures(part))}"'
    return f"{label}, penwidth=3" if part.key in excerpt.focus else label


def _levels(excerpt: Excerpt) -> list[list[str]]:
    """Return the keys of the parts on each layer, from the top down; [] if the parts have no layers."""
    by_layer = excerpt.structure.by in (LAYER, CELL)
    return [[part.key for part in parts] for parts in levels(excerpt).values()] if by_layer else []


def _ranks(keys: list[list[str]]) -> Iterator[str]:
    """Yield the order of the layers in the topology, which an edge that leads up does not change.

    Frames around the cells of a domain would be clusters, and Graphviz gives up on many clusters with common ranks.
    """
    for level in keys:
        yield f"  {{ rank=same; {'; '.join(map(_node, level))}; }}"
    for upper, lower in pairwise(keys):
        yield f"  {_node(upper[0])} -> {_node(lower[0])} [style=invis];"


def _arrow(edge: Edge, level: Mapping[str, int]) -> str:
    attributes = [f'label="{safe(edge.label)}"', LOOKS[edge.look]]
    if level.get(edge.source, 0) > level.get(edge.target, 0):
        attributes.append("constraint=false")
    if edge.look is not Look.MISSING:
        attributes.append(f"penwidth={thickness(edge):g}")
    if edge.laws:
        attributes.append(f'tooltip="{safe(", ".join(edge.laws))}"')
    return f"  {_node(edge.source)} -> {_node(edge.target)} [{', '.join(attributes)}];"


def _node(key: str) -> str:
    return f'"{safe(key)}"'
