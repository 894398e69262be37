"""Grids in a tree of names: packages side by side (domains) whose contents bear the same names (layers)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from import_conformance.model.by_key import by_key
from import_conformance.proposing.survey import Survey
from import_conformance.proposing.words import is_layer_like, number_of

MIN_DOMAINS, MIN_COLUMNS = 3, 2
# A name that fewer of the domains share is a coincidence, unless it is numbered or a word for a layer.
SHARED_BY = 0.3


@dataclass(frozen=True)
class Grid:
    """A package whose children are domains, and the layers that its grandchildren make.

    Attributes:
        columns: The names of the grandchildren that belong to each layer, layers by number where they have one.
        covered: How many modules are in one of the layers.
        density: The share of (domain, layer) cells that have code, 0..1.
        score: See `grids`.
    """

    parent: str
    domains: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    covered: int
    density: float
    score: float

    @property
    def folders(self) -> tuple[str, ...]:
        """All names of layer folders, sorted."""
        return tuple(sorted(name for names in self.columns.values() for name in names))

    @property
    def is_numbered(self) -> bool:
        """True when the names number the layers."""
        return all(number_of(layer) for layer in self.columns)

    def cell(self, module: str) -> tuple[str, str, str] | None:
        """Return the domain, the layer and the folder that a module is in; None outside the grid."""
        if not module.startswith(f"{self.parent}."):
            return None
        below = module[len(self.parent) + 1 :].split(".")
        if len(below) < 2 or below[0] not in self.domains:
            return None
        layer = next((layer for layer, names in self.columns.items() if below[1] in names), None)
        return (below[0], layer, below[1]) if layer else None


def grids(found: Survey) -> tuple[Grid, ...]:
    """Find all grids of a code base, the best first.

    The score is the number of modules in the grid, times its density, times the share of its layers whose names are
    words for layers; numbered layers count double.
    """
    each = (_grid(parent, found) for parent in found.children)
    return tuple(sorted((grid for grid in each if grid), key=lambda grid: (-grid.score, grid.parent)))


def _grid(parent: str, found: Survey) -> Grid | None:
    below = {
        child: {name for name in found.children.get(f"{parent}.{child}", ()) if _may_be_layer(name)}
        for child in found.children[parent]
    }
    columns = _columns(below)
    rows = [child for child, names in below.items() if sum(not names.isdisjoint(c) for c in columns.values()) >= 2]
    if len(rows) < MIN_DOMAINS or len(columns) < MIN_COLUMNS:
        return None
    used = {layer: names for layer, names in columns.items() if any(not below[row].isdisjoint(names) for row in rows)}
    cells = [
        (domain, present)
        for domain, names in below.items()
        for folders in used.values()
        if (present := names.intersection(folders))
    ]
    domains = tuple(dict.fromkeys(domain for domain, _ in cells))
    density = len(cells) / (len(domains) * len(used))
    covered = sum(found.sizes[f"{parent}.{domain}.{name}"] for domain, present in cells for name in present)
    words = sum(is_layer_like(layer) for layer in used) / len(used)
    numbers = sum(number_of(layer) is not None for layer in used) / len(used)
    ordered = {layer: used[layer] for layer in sorted(used, key=lambda layer: (number_of(layer) or ("", 99))[1])}
    return Grid(parent, domains, ordered, covered, density, covered * density * words * (1 + numbers))


def _may_be_layer(name: str) -> bool:
    return name.isascii() and not name.startswith(("_", "test"))


def _columns(below: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Find the layers and their folders: numbered names by their number, other names that enough domains share."""
    counts = Counter(name for names in below.values() for name in names)
    numbered = by_key((number[0], name) for name in sorted(counts) if (number := number_of(name)))
    if len(numbered) >= MIN_COLUMNS:  # then the numbered folders alone are the layers
        return {layer: tuple(names) for layer, names in numbered.items()}
    enough = SHARED_BY * sum(bool(names) for names in below.values())
    return {
        name: (name,)
        for name, count in sorted(counts.items())
        if number_of(name) is None and count >= MIN_DOMAINS and (is_layer_like(name) or count >= enough)
    }
