"""The rows of a drawing, and the parts on each."""

from itertools import pairwise

from import_conformance.model.by_key import by_key
from import_conformance.model.structure.excerpt import Excerpt
from import_conformance.model.structure.structure import CELL, LAYER, Structure
from import_conformance.reporting.graph.labels import levels

MOST_IN_ROW = 10


def rows_of(excerpt: Excerpt) -> list[tuple[str, list[str]]]:
    """Return the rows from the top down: the layer of each ("" without layers), and the keys on it.

    Parts with layers are in the order of the topology. Others are ordered by their imports, importers above what they
    import; parts without any are below. A long row is broken into several.
    """
    if excerpt.structure.by in (LAYER, CELL):
        named = [(name, [part.key for part in parts]) for name, parts in levels(excerpt).items()]
    else:
        named = [("", keys) for keys in _by_imports(excerpt.structure)]
    return [(name, piece) for name, keys in named for piece in _pieces(keys)]


def _pieces(keys: list[str]) -> list[list[str]]:
    """Split a row into rows of nearly equal length."""
    count = -(-len(keys) // MOST_IN_ROW)
    ends = [round(len(keys) * number / count) for number in range(count + 1)]
    return [keys[start:end] for start, end in pairwise(ends)]


def _by_imports(structure: Structure) -> list[list[str]]:
    """Sort the parts into generations: parts that no other imports stand right above what they import."""
    # Imported here because networkx, which it loads, takes 0.1 s, and layers and cells do without.
    from import_conformance.model.graphs.cutting import generations

    weights = {
        (bond.source, bond.target): bond.statements or bond.absences
        for bond in structure.bonds
        if bond.source != bond.target
    }
    level = generations(weights)
    rows = by_key((level.get(part.key, len(level)), part.key) for part in structure.parts)
    return [keys for _, keys in sorted(rows.items())]
