"""Grids in a tree of names: packages side by side (domains) whose contents bear the same names (layers)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from import_conformance.proposing.survey import Survey
from import_conformance.proposing.words import TESTS, is_layer_like, number_of

MIN_DOMAINS, MIN_COLUMNS = 3, 2
# A name that fewer of the domains share is a coincidence, unless it is numbered or a word for a layer.
SHARED_BY = 0.3


@dataclass(frozen=True)
class Grid:
    """A package whose children are domains, and the layers that its grandchildren make.

    columns: the names of the grandchildren that belong to each layer, layers by number where they have one.
    covered: modules that stand in one of them. density: the share of (domain, layer) cells that have code, 0..1.
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
        """The domain, the layer and the folder that a module stands in; None outside the grid."""
        if not module.startswith(f"{self.parent}."):
            return None
        below = module[len(self.parent) + 1 :].split(".")
        if len(below) < 2 or below[0] not in self.domains:
            return None
        layer = next((layer for layer, names in self.columns.items() if below[1] in names), None)
        return (below[0], layer, below[1]) if layer else None


def grids(found: Survey) -> tuple[Grid, ...]:
    """All grids of a code base, the best first.

    The score is the number of modules that stand in the grid, times its density, times the share of its layers whose
    names are words for layers; numbered layers count double.
    """
    each = (_grid(parent, found) for parent in found.children if TESTS.isdisjoint(parent.split(".")))
    return tuple(sorted((grid for grid in each if grid), key=lambda grid: (-grid.score, grid.parent)))


def _grid(parent: str, found: Survey) -> Grid | None:
    below = {
        child: {name for name in found.children.get(f"{parent}.{child}", ()) if _may_be_layer(name)}
        for child in found.children[parent]
        if child.isidentifier() and child not in TESTS
    }
    columns = _columns(below)
    rows = [child for child, names in below.items() if sum(not names.isdisjoint(c) for c in columns.values()) >= 2]
    if len(rows) < MIN_DOMAINS or len(columns) < MIN_COLUMNS:
        return None
    used = {layer: names for layer, names in columns.items() if any(not below[row].isdisjoint(names) for row in rows)}
    domains = tuple(child for child, names in below.items() if any(not names.isdisjoint(c) for c in used.values()))
    cells = sum(not below[domain].isdisjoint(names) for domain in domains for names in used.values())
    density = cells / (len(domains) * len(used))
    covered = sum(
        found.sizes[f"{parent}.{domain}.{name}"]
        for domain in domains
        for names in used.values()
        for name in names
        if name in below[domain]
    )
    words = sum(is_layer_like(layer) for layer in used) / len(used)
    numbers = sum(number_of(layer) is not None for layer in used) / len(used)
    ordered = {layer: used[layer] for layer in sorted(used, key=lambda layer: (number_of(layer) or ("", 99))[1])}
    return Grid(parent, domains, ordered, covered, density, covered * density * words * (1 + numbers))


def _may_be_layer(name: str) -> bool:
    return name.isidentifier() and name.isascii() and not name.startswith(("_", "test")) and name not in TESTS


def _columns(below: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The layers and their folders: numbered names by their number, other names that enough domains share."""
    counts = Counter(name for names in below.values() for name in names)
    numbered: dict[str, list[str]] = {}
    for name in sorted(counts):
        number = number_of(name)
        if number:
            numbered.setdefault(number[0], []).append(name)
    holders = sum(bool(names) for names in below.values())
    plain: dict[str, tuple[str, ...]] = {
        name: (name,)
        for name in sorted(counts)
        if number_of(name) is None
        and counts[name] >= MIN_DOMAINS
        and (is_layer_like(name) or _is_shared(name, counts, holders))
    }
    if len(numbered) >= MIN_COLUMNS:  # where numbers tell the layers, they alone do
        return {layer: tuple(names) for layer, names in numbered.items()}
    return plain


def _is_shared(name: str, counts: Mapping[str, int], holders: int) -> bool:
    return counts[name] >= SHARED_BY * holders
