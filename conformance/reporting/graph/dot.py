"""The picture in DOT, the language of Graphviz: `conformance graph --format dot | dot -Tsvg`."""

from collections.abc import Iterator
from itertools import pairwise

from conformance.model.excerpt import Excerpt
from conformance.model.structure import CELL, LAYER, Part
from conformance.reporting.escaping import dot as safe
from conformance.reporting.graph.edges import Edge, Look, edges_of, thickness
from conformance.reporting.graph.labels import EMPTY, figures, heading, levels, title
from conformance.reporting.graph.limits import Drawn

LOOKS = {
    Look.ALLOWED: 'color="#57606a"',
    Look.BROKEN: 'color="#d1242f", fontcolor="#d1242f", style=bold',
    Look.MISSING: 'color="#9a6700", fontcolor="#9a6700", style=dashed, arrowhead=empty',
}


def render(excerpt: Excerpt) -> Drawn:
    """The whole graph; Graphviz has no limit of its own."""
    return Drawn("\n".join([*_lines(excerpt), ""]))


def _lines(excerpt: Excerpt) -> Iterator[str]:
    structure = excerpt.structure
    yield "digraph architecture {"
    yield f'  graph [label="{safe(heading(excerpt))}", labelloc=t, rankdir=TB, fontname="sans-serif"];'
    yield '  node [shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#8c959f", fontname="sans-serif"];'
    yield '  edge [fontname="sans-serif", fontsize=10];'
    if not structure.parts:
        yield f'  nothing [label="{EMPTY}", style=dashed];'
    for part in structure.parts:
        yield f"  {_node(part.key)} [{_looks(part, excerpt)}];"
    yield from _ranks(excerpt)
    yield from map(_arrow, edges_of(structure))
    yield "}"


def _looks(part: Part, excerpt: Excerpt) -> str:
    label = rf'label="{safe(title(part, excerpt))}\n{safe(figures(part))}"'
    return f"{label}, penwidth=3" if part.key in excerpt.focus else label


def _ranks(excerpt: Excerpt) -> Iterator[str]:
    """The layers below each other in the order of the law: all cells of one on a level, whatever the code imports.

    Frames around the cells of a domain would be clusters, and Graphviz gives up on many clusters with common ranks.
    """
    if excerpt.structure.by not in (LAYER, CELL):
        return
    nodes = [[_node(part.key) for part in parts] for parts in levels(excerpt).values()]
    for level in nodes:
        yield f"  {{ rank=same; {'; '.join(level)}; }}"
    for upper, lower in pairwise(nodes):
        yield f"  {upper[0]} -> {lower[0]} [style=invis];"


def _arrow(edge: Edge) -> str:
    looks = [f'label="{safe(edge.label)}"', LOOKS[edge.look]]
    if edge.look is not Look.MISSING:
        looks.append(f"penwidth={thickness(edge):g}")
    if edge.laws:
        looks.append(f'tooltip="{safe(", ".join(edge.laws))}"')
    return f"  {_node(edge.source)} -> {_node(edge.target)} [{', '.join(looks)}];"


def _node(key: str) -> str:
    return f'"{safe(key)}"'
