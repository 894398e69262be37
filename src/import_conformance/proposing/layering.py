"""The order of parts, from the top down: by their names where these show one, by their imports otherwise."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from import_conformance.model.graphs.cutting import find_cycles
from import_conformance.proposing.survey import Arc
from import_conformance.proposing.words import PRIOR, is_above, number_of

# Above this share of imports against the best order, parts have no order among themselves: tidy code bases stay below
# 0.03, those without layers reach 0.1 to 0.25.
MAX_AGAINST = 0.1
# Numbers state what is meant, however much of the code goes against them.
CERTAIN = 1_000_000


@dataclass(frozen=True)
class PackageCycle:
    """Parts that all reach each other.

    Attributes:
        against: Import statements among them that go against the best order.
        total: All import statements among them.
    """

    parts: tuple[str, ...]
    against: int
    total: int

    @property
    def share(self) -> float:
        """The share of statements against the best order, 0..1."""
        return self.against / self.total


@dataclass(frozen=True)
class Arrangement:
    """Parts in their order.

    Attributes:
        order: From the top down.
        cycles: The parts that reach each other, the largest cycle first; none where no statement goes up.
        against: Import statements that go up.
        total: All import statements from one part to another.
    """

    order: tuple[str, ...]
    cycles: tuple[PackageCycle, ...]
    against: int
    total: int


def arrange(parts: Iterable[str], weights: Mapping[Arc, int], names: Mapping[str, str] | None = None) -> Arrangement:
    """Order parts so that the fewest statements go up.

    Args:
        parts: The names of the parts.
        weights: How many statements lead from one part to another.
        names: The word by which a part is known, where that is not its own name.
    """
    every = sorted(parts)
    real = {arc: count for arc, count in weights.items() if count and arc[0] != arc[1]}
    weighted = _with_names(every, real, names or {})
    cut = {arc for cycle in find_cycles(weighted) for arc in cycle.cut}
    order = _topological(every, weighted.keys() - cut)
    place = {part: index for index, part in enumerate(order)}
    up = {arc for arc in real if place[arc[0]] > place[arc[1]]}
    found = tuple(_cycle(cycle.parts, real, up) for cycle in find_cycles(real)) if up else ()
    return Arrangement(order, found, sum(real[arc] for arc in up), sum(real.values()))


def _cycle(parts: tuple[str, ...], real: Mapping[Arc, int], up: set[Arc]) -> PackageCycle:
    inside = {arc: count for arc, count in real.items() if arc[0] in parts and arc[1] in parts}
    return PackageCycle(parts, sum(count for arc, count in inside.items() if arc in up), sum(inside.values()))


def _with_names(parts: list[str], real: Mapping[Arc, int], names: Mapping[str, str]) -> dict[Arc, int]:
    """Add to the imports what the names suggest, as if it were some imports more."""
    weights = Counter(real)
    for upper in parts:
        for lower in parts:
            words = names.get(upper, upper), names.get(lower, lower)
            if upper != lower and is_above(*words):
                weights[upper, lower] += CERTAIN if number_of(words[0]) and number_of(words[1]) else PRIOR
    return dict(weights)


def _topological(parts: list[str], arcs: Iterable[Arc]) -> tuple[str, ...]:
    """Order parts so that no arc goes up: by the longest way down, and by name where that is equal."""
    below: dict[str, list[str]] = {part: [] for part in parts}
    for source, target in arcs:
        below[source].append(target)
    heights: dict[str, int] = {}

    def height(part: str) -> int:
        if part not in heights:
            heights[part] = 1 + max(map(height, below[part]), default=-1)
        return heights[part]

    return tuple(sorted(parts, key=lambda part: (-height(part), part)))
