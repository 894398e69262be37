"""Layers of several parts: those that form a cycle without an order, or three bands where there are too many parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_conformance.model.by_key import reachable
from import_conformance.proposing.layering import MAX_AGAINST, Arrangement, PackageCycle, arrange
from import_conformance.proposing.parts import PackagePart
from import_conformance.proposing.survey import Arc, contracted

# Readers keep up to 12 layers in mind; of more than 20 three bands are made.
COMFORTABLE, MOST_LAYERS = 12, 20
MIN_TIED = 3
# In a cycle, arcs of at most 4 imports may be taken for breaches, up to 6 % of all its imports; that is worth it where
# at most 75 % of the parts remain tied.
MOST_BREACH, BREACHES, SHRUNK = 4, 0.06, 0.75
BANDS = {
    "entry": "Entry points, that nothing below may import",
    "core": "The core, whose parts reach each other",
    "base": "The base, that imports nothing above",
}


@dataclass(frozen=True)
class LayerGroup:
    """Parts that make one layer.

    Attributes:
        title: What the layer is, for people; "" for a layer of one part.
        cycle: A sentence about the cycle that the parts form, "" where they form none.
    """

    name: str
    parts: tuple[PackagePart, ...]
    title: str = ""
    cycle: str = ""


def grouped(
    parts: Sequence[PackagePart], weights: Mapping[Arc, int], arrangement: Arrangement, sizes: Mapping[str, int]
) -> tuple[LayerGroup, ...]:
    """Make layers of parts, from the top down; parts that form a cycle without an order are one.

    Args:
        parts: All parts.
        weights: How many statements lead from one part to another.
        arrangement: The best order of the parts.
        sizes: How many modules lie below each prefix.
    """
    by_name = {part.name: part for part in parts}
    unordered = [each for cycle in arrangement.cycles for each in _unordered(cycle, weights, arrangement)]
    if len(parts) - sum(len(cycle.parts) - 1 for cycle in unordered) > MOST_LAYERS:
        return tuple(_bands(parts, weights, arrangement))
    tied = {name: cycle for cycle in unordered for name in cycle.parts}
    groups: list[LayerGroup] = []
    for name in _heads(by_name, weights, tied):
        if name in tied:
            groups.append(_of_cycle(tied[name], by_name, sizes, is_only=len(unordered) == 1))
        else:
            groups.append(LayerGroup(name, (by_name[name],)))
    return _with_entry(tuple(groups), weights, sizes)


def _unordered(cycle: PackageCycle, weights: Mapping[Arc, int], arrangement: Arrangement) -> tuple[PackageCycle, ...]:
    """Return the cycles without an order that remain when the lightest imports against the order are left out.

    These stay breaches of the order then; as many may be left out as tidy code bases have.
    """
    if cycle.share <= MAX_AGAINST or len(cycle.parts) < MIN_TIED:
        return ()
    place = {part: index for index, part in enumerate(arrangement.order)}
    inside = {arc: count for arc, count in weights.items() if arc[0] in cycle.parts and arc[1] in cycle.parts}
    remaining, budget = dict(inside), BREACHES * cycle.total
    for arc in sorted(inside, key=lambda arc: (inside[arc], arc)):
        if place[arc[0]] > place[arc[1]] and inside[arc] <= min(MOST_BREACH, budget):
            budget -= remaining.pop(arc)
    found = arrange(cycle.parts, remaining).cycles
    tighter = tuple(each for each in found if len(each.parts) >= MIN_TIED and each.share > MAX_AGAINST)
    is_worth_it = sum(len(each.parts) for each in tighter) <= SHRUNK * len(cycle.parts)
    return tighter if is_worth_it else (cycle,)


def _of_cycle(
    cycle: PackageCycle, by_name: Mapping[str, PackagePart], sizes: Mapping[str, int], *, is_only: bool
) -> LayerGroup:
    """Make one layer of a cycle, named by all its parts if they are few, else the core or by the largest of them."""
    parts = tuple(by_name[name] for name in cycle.parts)
    if len(parts) <= MIN_TIED:
        name = "+".join(cycle.parts)
    elif is_only and "core" not in by_name:
        name = "core"
    else:
        name = f"{max(parts, key=lambda part: sizes[part.prefix]).name}-cycle"
    return LayerGroup(name, parts, BANDS["core"], f"These {_sentence(cycle, 'form')}")


def _with_entry(
    groups: tuple[LayerGroup, ...], weights: Mapping[Arc, int], sizes: Mapping[str, int]
) -> tuple[LayerGroup, ...]:
    """Where there are many layers, make one at the top of the single modules that no other part imports."""
    imported = {target for _, target in weights}
    loose = [
        group
        for group in groups
        if len(group.parts) == 1 and sizes[group.parts[0].prefix] == 1 and group.parts[0].name not in imported
    ]
    if len(groups) <= COMFORTABLE or len(loose) < MIN_TIED or any(group.name == "entry" for group in groups):
        return groups
    entry = LayerGroup("entry", tuple(group.parts[0] for group in loose), BANDS["entry"])
    return (entry, *(group for group in groups if group not in loose))


def _sentence(cycle: PackageCycle, form: str) -> str:
    share = f"of {cycle.total} imports among them {cycle.against} go against the best order"
    return f"{len(cycle.parts)} {form} one cycle; {share}."


def _heads(
    by_name: Mapping[str, PackagePart], weights: Mapping[Arc, int], tied: Mapping[str, PackageCycle]
) -> Iterator[str]:
    """Order the parts, each cycle by its first part alone; parts without any import stand at the end."""
    head = {name: tied[name].parts[0] if name in tied else name for name in by_name}
    merged = contracted(weights, head)
    heads = set(head.values())
    order = arrange(heads, merged, {name: by_name[name].word if name not in tied else "" for name in heads}).order
    connected = {end for arc in merged for end in arc}
    yield from (name for name in order if name in connected)
    yield from (name for name in order if name not in connected)


def _bands(parts: Sequence[PackagePart], weights: Mapping[Arc, int], arrangement: Arrangement) -> Iterator[LayerGroup]:
    """Make three layers by what reaches the cycles, or by height where there are none."""
    tied = [name for cycle in arrangement.cycles for name in cycle.parts]
    imported, importing = {target for _, target in weights}, {source for source, _ in weights}
    # Without a cycle the core is what lies between: imported, and importing something itself.
    below = reachable(tied, weights) if tied else imported
    above = reachable(tied, ((target, source) for source, target in weights)) if tied else importing
    members: dict[str, list[PackagePart]] = {name: [] for name in BANDS}
    for part in parts:
        is_core = part.name in below and part.name in above
        is_base = part.name in imported and part.name not in above
        members["core" if is_core else "base" if is_base else "entry"].append(part)
    comment = _sentence(arrangement.cycles[0], "of these form") if arrangement.cycles else ""
    for name, group in members.items():
        if group:
            yield LayerGroup(name, tuple(group), BANDS[name], comment if name == "core" else "")
