"""On which row of a drawing a part stands."""

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
    """Sort the parts into topological generations, once each cycle is cut where that costs fewest import statements.

    Parts that no other imports stand right above what they import.
    """
    import networkx as nx

    from import_conformance.model.graphs.cutting import find_cycles

    weights = {
        (bond.source, bond.target): bond.statements or bond.absences
        for bond in structure.bonds
        if bond.source != bond.target
    }
    graph: nx.DiGraph[str] = nx.DiGraph(list(weights))
    graph.remove_edges_from(arc for cycle in find_cycles(weights) for arc in cycle.cut)
    level = {key: at for at, keys in enumerate(nx.topological_generations(graph)) for key in keys}
    level |= {key: min(level[target] for target in graph[key]) - 1 for key in graph if not graph.in_degree(key)}
    bound = [[part.key for part in structure.parts if level.get(part.key) == at] for at in range(len(graph))]
    loose = [part.key for part in structure.parts if part.key not in level]
    return [row for row in (*bound, loose) if row]
