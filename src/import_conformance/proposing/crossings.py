"""The imports inside a grid: from layer to layer of one domain, and from domain to domain."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from import_conformance.model.by_key import by_key
from import_conformance.proposing.survey import Arc
from import_conformance.proposing.words import is_layer_like

MOST_TWINS = 4
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Crossings:
    """The import statements inside a grid.

    Attributes:
        within: How many lead from one layer to another of one domain.
        between: How many lead from domain to domain, by both ends, each as (domain, layer, folder).
    """

    within: Counter[Arc]
    between: Counter[tuple[Cell, Cell]]

    @cached_property
    def domains(self) -> Counter[Arc]:
        """How many lead from one domain to another."""
        found: Counter[Arc] = Counter()
        for (source, target), count in self.between.items():
            found[source[0], target[0]] += count
        return found

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.within.total() + self.between.total()


def crossings(statements: Mapping[Arc, int], cells: Mapping[str, Cell]) -> Crossings:
    """Count the imports inside a grid.

    Args:
        statements: How many lead from one module to another.
        cells: Domain, layer and folder of each module in the grid.
    """
    within: Counter[Arc] = Counter()
    between: Counter[tuple[Cell, Cell]] = Counter()
    for (importer, imported), count in statements.items():
        source, target = cells.get(importer), cells.get(imported)
        if source and target and source[0] != target[0]:
            between[source, target] += count
        elif source and target:
            within[source[1], target[1]] += count
    return Crossings(within, between)


def hubs(between: Mapping[Arc, int], domains: Iterable[str]) -> tuple[str, ...]:
    """Find the shared domains: at least half of the others, and three, import them, much more than the reverse."""
    every = list(domains)
    found = []
    for domain in every:
        importers = {source for source, target in between if target == domain}
        into = sum(count for (_, target), count in between.items() if target == domain)
        out = sum(count for (source, _), count in between.items() if source == domain)
        if len(importers) >= max(min(3, len(every) - 1), (len(every) - 1) / 2) and into >= 3 * out:
            found.append(domain)
    return tuple(found)


def twins(cells: Mapping[str, Cell], axis: str, parent: str) -> Iterator[str]:
    """Suggest a law about modules of one name in several domains, as lines to be uncommented."""
    lasts = ((module.rpartition(".")[2], domain, folder) for module, (domain, _, folder) in cells.items())
    domains = by_key((last, domain) for last, domain, folder in lasts if last != folder and not is_layer_like(last))
    several = {name: sorted(set(found)) for name, found in domains.items() if len(set(found)) > 1}
    if several:
        most = sorted(several, key=lambda name: (-len(several[name]), name))[:MOST_TWINS]
        named = "; ".join(f"{name} ({', '.join(several[name])})" for name in most)
        yield f"{len(several)} names stand in several {axis}s: {named}. Are they copies? This law would report it:"
        yield "own:"
        yield f"  one-home: {{between: {axis}, among: {parent}, similarity: 0.9}}"
