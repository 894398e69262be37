"""The picture as a Mermaid flowchart, which GitHub, GitLab and many wikis draw wherever Markdown has it.

Mermaid by default refuses a text of more than 50,000 characters and a chart of more than 500 edges
(`maxTextSize` and `maxEdges` of its configuration); the edges here end well before, where a chart is no help any more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import LAYER, Part
from import_conformance.reporting.escaping import mermaid as safe
from import_conformance.reporting.graph.edges import Edge, Look, edges_of
from import_conformance.reporting.graph.labels import EMPTY, figures, frames, heading, title
from import_conformance.reporting.graph.limits import Drawn, fitted

MOST_EDGES = 200
MOST_CHARACTERS = 50_000
ARROWS = {Look.ALLOWED: "-->", Look.UNJUDGED: "-.->", Look.BROKEN: "==>", Look.MISSING: "-.->"}
STYLES = {
    Look.UNJUDGED: "stroke:#8c959f,stroke-dasharray:1 4,color:#59636e",
    Look.BROKEN: "stroke:#d1242f,stroke-width:3px,color:#d1242f",
    Look.MISSING: "stroke:#9a6700,stroke-width:2px,color:#9a6700",
}


def render(excerpt: Excerpt) -> Drawn:
    """Return the chart, with as many edges as fit."""
    most = MOST_EDGES
    while True:
        chosen = fitted(excerpt, most)
        text = "\n".join([*_lines(chosen), ""])
        if len(text) <= MOST_CHARACTERS or not most:
            return Drawn(text, chosen.left_out)
        most = most * 9 // 10


def _lines(excerpt: Excerpt) -> Iterator[str]:
    structure = excerpt.structure
    ids = identifiers(part.key for part in structure.parts)
    edges = tuple(edges_of(structure))
    yield "flowchart TD"
    yield f"  accTitle: {safe(heading(excerpt))}"
    for sentence in excerpt.left_out:
        yield f'  left_out["{safe(sentence)}"]:::note'
    if not structure.parts:
        yield f'  nothing["{EMPTY}"]:::note'
    yield from _boxes(excerpt, ids)
    order = _order(excerpt, ids)
    yield from order
    yield from arrows(edges, ids)
    yield from strokes(edges, len(order))
    yield from _styles(excerpt, ids)


def arrows(edges: Iterable[Edge], ids: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each edge; ids: the names of the parts in the chart, by their keys."""
    for edge in edges:
        yield f'  {ids[edge.source]} {ARROWS[edge.look]}|"{safe(edge.label)}"| {ids[edge.target]}'


def strokes(edges: Iterable[Edge], before: int = 0) -> Iterator[str]:
    """Yield the colours of the edges; before: how many other edges come first in the chart."""
    looks = [edge.look for edge in edges]
    for look, style in STYLES.items():
        places = [str(number) for number, each in enumerate(looks, before) if each is look]
        if places:
            yield f"  linkStyle {','.join(places)} {style}"


def _boxes(excerpt: Excerpt, ids: dict[str, str]) -> Iterator[str]:
    for number, (group, parts) in enumerate(frames(excerpt).items(), 1):
        if group:
            yield f'  subgraph g{number}["{safe(" ".join(reversed(group)))}"]'
        for part in parts:
            yield f"  {ids[part.key]}{_box(part, excerpt)}"
        if group:
            yield "  end"


def _box(part: Part, excerpt: Excerpt) -> str:
    label = f"{safe(title(part, excerpt))}<br/>{safe(figures(part))}"
    return f'(["{label}"])' if part.key in excerpt.focus else f'["{label}"]'


def _order(excerpt: Excerpt, ids: dict[str, str]) -> list[str]:
    """Return unseen edges that keep layers in the order of the topology, whatever the code imports."""
    if excerpt.structure.by != LAYER:
        return []
    return [f"  {ids[one.key]} ~~~ {ids[other.key]}" for one, other in pairwise(excerpt.structure.parts)]


def _styles(excerpt: Excerpt, ids: dict[str, str]) -> Iterator[str]:
    focus = [ids[part.key] for part in excerpt.structure.parts if part.key in excerpt.focus]
    if focus:
        yield "  classDef focus stroke-width:4px"
        yield f"  class {','.join(focus)} focus"
    if excerpt.left_out or not excerpt.structure.parts:
        yield "  classDef note stroke-dasharray:4 4"


def identifiers(keys: Iterable[str]) -> dict[str, str]:
    """Return a name for each key that is no keyword of Mermaid; keys with the same letters get numbers."""
    names: dict[str, str] = {}
    for key in keys:
        base = "p_" + re.sub(r"[^A-Za-z0-9]+", "_", key).strip("_")
        name, number = base, 2
        while name in names.values():
            name, number = f"{base}__{number}", number + 1
        names[key] = name
    return names
