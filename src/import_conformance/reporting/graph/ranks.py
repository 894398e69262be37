"""On which row of a drawing a part stands."""

from collections.abc import Mapping
from itertools import pairwise

from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import CELL, LAYER, Structure
from import_conformance.reporting.graph.labels import levels

MOST_IN_ROW = 10


def rows_of(excerpt: Excerpt) -> list[tuple[str, list[str]]]:
    """The rows from the top down: the layer that a row belongs to ("" without layers), and the keys on it.

    Parts with layers stand as the law orders the layers. Others stand by their imports, importers above what they
    import; what nothing binds to another part stands below. A long row is broken into several.
    """
    if excerpt.structure.by in (LAYER, CELL):
        named = [(name, [part.key for part in parts]) for name, parts in levels(excerpt).items()]
    else:
        named = [("", keys) for keys in _by_imports(excerpt.structure)]
    return [(name, piece) for name, keys in named for piece in _pieces(keys)]


def _pieces(keys: list[str]) -> list[list[str]]:
    """Rows of nearly equal length."""
    count = -(-len(keys) // MOST_IN_ROW)
    ends = [round(len(keys) * at / count) for at in range(count + 1)]
    return [keys[start:end] for start, end in pairwise(ends)]


def _by_imports(structure: Structure) -> list[list[str]]:
    """Topological levels, once each circle is opened where that costs fewest import statements."""
    from import_conformance.model.graphs.cutting import circles

    weights = {
        (bond.source, bond.target): bond.statements or bond.absences
        for bond in structure.bonds
        if bond.source != bond.target
    }
    cut = {arc for circle in circles(weights) for arc in circle.cut}
    level = _levels({arc: weight for arc, weight in weights.items() if arc not in cut})
    deepest = max(level.values(), default=-1)
    bound = [[part.key for part in structure.parts if level.get(part.key) == at] for at in range(deepest + 1)]
    loose = [part.key for part in structure.parts if part.key not in level]
    return [*bound, *([loose] if loose else [])]


def _levels(arcs: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """The longest way to each node, then those that nobody imports drawn down to what they import."""
    below: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    for source, target in arcs:
        below.setdefault(source, []).append(target)
        below.setdefault(target, [])
        waiting[target] = waiting.get(target, 0) + 1
    level = {node: 0 for node in below if not waiting.get(node)}
    starts = tuple(level)
    queue = list(starts)
    for node in queue:
        for target in below[node]:
            level[target] = max(level.get(target, 0), level[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                queue.append(target)
    for node in starts:
        level[node] = min(level[target] for target in below[node]) - 1
    return level
