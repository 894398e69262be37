"""The order of parts, from the top down: by their names where these tell, by their imports otherwise."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from import_conformance.model.graphs.cutting import find_cycles
from import_conformance.proposing.survey import Arc
from import_conformance.proposing.words import PRIOR, is_above, number_of

# Above this share of imports against the best order, parts have no order among themselves: tidy code bases stay below
# 0.03, those without layers reach 0.1 to 0.25.
KNOT = 0.1
# Numbers say what is meant, however much of the code goes against them.
CERTAIN = 1_000_000


@dataclass(frozen=True)
class PackageCycle:
    """Parts that all reach each other. against, total: statements against the best order, and all, among them."""

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

    order: from the top down. circles: the parts that reach each other, largest first. against, total: statements that
    go up, and all, among parts.
    """

    order: tuple[str, ...]
    cycles: tuple[PackageCycle, ...]
    against: int
    total: int


def arrange(parts: Iterable[str], weights: Mapping[Arc, int], names: Mapping[str, str] | None = None) -> Arrangement:
    """Order parts so that the fewest statements go up.

    weights: statements from one part to another. names: by which words a part is known, when it is not its own name.
    """
    every = sorted(parts)
    called = names or {}
    real = {arc: count for arc, count in weights.items() if count and arc[0] != arc[1]}
    told = _with_names(every, real, called)
    cut = {arc for circle in find_cycles(told) for arc in circle.cut}
    order = _topological(every, {arc: weight for arc, weight in told.items() if arc not in cut})
    place = {part: at for at, part in enumerate(order)}
    up = {arc for arc in real if place[arc[0]] > place[arc[1]]}
    found = tuple(_circle(circle.parts, real, up) for circle in find_cycles(real)) if up else ()
    return Arrangement(order, found, sum(real[arc] for arc in up), sum(real.values()))


def _circle(parts: tuple[str, ...], real: Mapping[Arc, int], up: set[Arc]) -> PackageCycle:
    inside = {arc: count for arc, count in real.items() if arc[0] in parts and arc[1] in parts}
    return PackageCycle(parts, sum(count for arc, count in inside.items() if arc in up), sum(inside.values()))


def _with_names(parts: list[str], real: Mapping[Arc, int], called: Mapping[str, str]) -> dict[Arc, int]:
    """The imports, and what the names say as if it were some imports more."""
    told = Counter(real)
    for upper in parts:
        for lower in parts:
            words = called.get(upper, upper), called.get(lower, lower)
            if upper != lower and is_above(*words):
                told[upper, lower] += CERTAIN if number_of(words[0]) and number_of(words[1]) else PRIOR
    return dict(told)


def _topological(parts: list[str], weights: Mapping[Arc, int]) -> tuple[str, ...]:
    """Parts so that no edge goes up: by the longest way down, and by name where that is equal."""
    below: dict[str, list[str]] = {part: [] for part in parts}
    for source, target in weights:
        below[source].append(target)
    depth: dict[str, int] = {}

    def height(part: str) -> int:
        if part not in depth:
            depth[part] = 1 + max(map(height, below[part]), default=-1)
        return depth[part]

    return tuple(sorted(parts, key=lambda part: (-height(part), part)))
