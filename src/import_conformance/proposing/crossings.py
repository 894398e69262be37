"""The imports inside a grid: from layer to layer of one domain, and from domain to domain."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from import_conformance.proposing.survey import Arc
from import_conformance.proposing.words import is_layer_like

MOST_TWINS = 4
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Crossings:
    """The imports inside a grid, in statements.

    within: from layer to layer of one domain. between: from domain to domain, by where they lead from and to, as
    ((domain, layer, folder), (domain, layer, folder)).
    """

    within: Mapping[Arc, int]
    between: Mapping[tuple[Cell, Cell], int]

    @cached_property
    def domains(self) -> Counter[Arc]:
        """From domain to domain."""
        found: Counter[Arc] = Counter()
        for (source, target), count in self.between.items():
            found[source[0], target[0]] += count
        return found

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.within.values()) + sum(self.between.values())


def crossings(statements: Mapping[Arc, int], cells: Mapping[str, Cell]) -> Crossings:
    """Count them, of those from module to module; cells: domain, layer and folder of each module in the grid."""
    within: Counter[Arc] = Counter()
    between: Counter[tuple[Cell, Cell]] = Counter()
    for (importer, imported), count in statements.items():
        ours, theirs = cells.get(importer), cells.get(imported)
        if ours and theirs and ours[0] != theirs[0]:
            between[ours, theirs] += count
        elif ours and theirs:
            within[ours[1], theirs[1]] += count
    return Crossings(within, between)


def hubs(between: Mapping[Arc, int], domains: Iterable[str]) -> tuple[str, ...]:
    """The shared domains: at least half of the others, and three, import them, much more than the reverse."""
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
    """A law that might be meant: modules of one name in several domains, as a suggestion to be uncommented."""
    homes: dict[str, set[str]] = {}
    for module, (domain, _, folder) in cells.items():
        last = module.rpartition(".")[2]
        if last != folder and not is_layer_like(last):
            homes.setdefault(last, set()).add(domain)
    found = sorted(
        ((name, sorted(in_)) for name, in_ in homes.items() if len(in_) > 1), key=lambda e: (-len(e[1]), e[0])
    )
    if found:
        named_ = "; ".join(f"{name} ({', '.join(in_)})" for name, in_ in found[:MOST_TWINS])
        yield f"{len(found)} names stand in several {axis}s: {named_}. Are they copies? This law would tell:"
        yield "own:"
        yield f"  one-home: {{between: {axis}, among: {parent}, similarity: 0.9}}"
