"""Parts that make one layer: those that form a circle without an order, or bands where there are too many parts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_conformance.proposing.layering import KNOT, Arrangement, PackageCycle, arrange
from import_conformance.proposing.parts import PackagePart
from import_conformance.proposing.survey import Arc

# More layers than this nobody keeps in mind; then they are told as three bands.
COMFORTABLE, MOST_LAYERS = 12, 20
MIN_KNOT = 3
# Of a circle, arcs of at most so many imports may be taken for breaches, up to a share of all its imports; that is
# worth it when it unties enough of the parts.
MOST_BREACH, BREACHES, SHRUNK = 4, 0.06, 0.75
BANDS = ("entry", "core", "base")
BAND_TITLES = {
    "entry": "Entry points, that nothing below may import",
    "core": "The core, whose parts reach each other",
    "base": "The base, that imports nothing above",
}


@dataclass(frozen=True)
class LayerGroup:
    """Parts that make one layer. circle: "" or what is to be said of the circle that they form."""

    name: str
    parts: tuple[PackagePart, ...]
    title: str = ""
    circle: str = ""


def grouped(
    parts: Sequence[PackagePart], weights: Mapping[Arc, int], arrangement: Arrangement, sizes: Mapping[str, int]
) -> tuple[LayerGroup, ...]:
    """The layers, from the top down: parts that form a circle without an order are one.

    sizes: how many modules lie below each prefix.
    """
    by_name = {part.name: part for part in parts}
    knots = [knot for circle in arrangement.cycles for knot in _knots(circle, weights, arrangement)]
    if len(parts) - sum(len(knot.parts) - 1 for knot in knots) > MOST_LAYERS:
        return _bands(parts, weights, arrangement)
    tied = {name: knot for knot in knots for name in knot.parts}
    groups: dict[str, LayerGroup] = {}
    for name in _contracted(by_name, weights, tied):
        if name not in tied:
            groups[name] = LayerGroup(name, (by_name[name],))
        elif tied[name].parts[0] not in groups:
            groups[tied[name].parts[0]] = _knot(tied[name], by_name, sizes, is_only=len(knots) == 1)
    return _with_entry(tuple(groups.values()), weights, sizes)


def _knots(circle: PackageCycle, weights: Mapping[Arc, int], arrangement: Arrangement) -> tuple[PackageCycle, ...]:
    """The circles without an order: what is left of one when the lightest imports against the order are taken out.

    They stay breaches of the order then; as many may go as tidy code bases have.
    """
    if circle.share <= KNOT or len(circle.parts) < MIN_KNOT:
        return ()
    place = {part: at for at, part in enumerate(arrangement.order)}
    inside = {arc: n for arc, n in weights.items() if arc[0] in circle.parts and arc[1] in circle.parts}
    left, budget = dict(inside), BREACHES * circle.total
    for arc in sorted(inside, key=lambda arc: (inside[arc], arc)):
        if place[arc[0]] > place[arc[1]] and inside[arc] <= min(MOST_BREACH, budget):
            budget -= left.pop(arc)
    tighter = tuple(c for c in arrange(circle.parts, left).cycles if len(c.parts) >= MIN_KNOT and c.share > KNOT)
    is_worth_it = sum(len(c.parts) for c in tighter) <= SHRUNK * len(circle.parts)
    return tighter if is_worth_it else (circle,)


def _knot(
    circle: PackageCycle, by_name: Mapping[str, PackagePart], sizes: Mapping[str, int], *, is_only: bool
) -> LayerGroup:
    """A circle as one layer, named by all its parts if they are few, else the core or by the largest of them."""
    parts = tuple(by_name[name] for name in circle.parts)
    largest = max(parts, key=lambda part: sizes[part.prefix])
    label = "+".join(circle.parts) if len(parts) <= MIN_KNOT else f"{largest.name}-circle"
    label = "core" if is_only and len(parts) > MIN_KNOT and "core" not in by_name else label
    return LayerGroup(label, parts, BAND_TITLES["core"], _told(circle, "These "))


def _with_entry(
    groups: tuple[LayerGroup, ...], weights: Mapping[Arc, int], sizes: Mapping[str, int]
) -> tuple[LayerGroup, ...]:
    """Where there are many layers, single modules that no other part imports are one of them, at the top."""
    imported = {target for _, target in weights}
    loose = [
        group
        for group in groups
        if len(group.parts) == 1 and sizes[group.parts[0].prefix] == 1 and group.parts[0].name not in imported
    ]
    if len(groups) <= COMFORTABLE or len(loose) < MIN_KNOT or any(group.name == "entry" for group in groups):
        return groups
    entry = LayerGroup("entry", tuple(group.parts[0] for group in loose), BAND_TITLES["entry"])
    return (entry, *(group for group in groups if group not in loose))


def _told(circle: PackageCycle, head: str = "") -> str:
    share = f"of {circle.total} imports among them {circle.against} go against the best order"
    return f"{head}{len(circle.parts)} {'of these ' if not head else ''}form one circle; {share}."


def _contracted(
    by_name: Mapping[str, PackagePart], weights: Mapping[Arc, int], tied: Mapping[str, PackageCycle]
) -> Iterator[str]:
    """The parts in order, each circle as one."""
    head = {name: tied[name].parts[0] if name in tied else name for name in by_name}
    merged: Counter[Arc] = Counter()
    for (source, target), count in weights.items():
        if head[source] != head[target]:
            merged[head[source], head[target]] += count
    heads = set(head.values())
    order = arrange(heads, merged, {name: by_name[name].word if name not in tied else "" for name in heads}).order
    imported = {target for _, target in merged}
    importing = {source for source, _ in merged}
    # What has to do with nobody stands apart.
    yield from (name for name in order if name in imported or name in importing)
    yield from (name for name in order if name not in imported and name not in importing)


def _bands(
    parts: Sequence[PackagePart], weights: Mapping[Arc, int], arrangement: Arrangement
) -> tuple[LayerGroup, ...]:
    """Three layers by what reaches the circles, or by height where there are none."""
    names = [part.name for part in parts]
    tied = {name for circle in arrangement.cycles for name in circle.parts}
    imported = {target for _, target in weights}
    if tied:
        down = _reach(tied, weights)
        up = _reach(tied, {(target, source): 1 for source, target in weights})
        band = {
            n: "core" if n in up and n in down else "base" if n in imported and n not in up else "entry" for n in names
        }
    else:
        importing = {source for source, _ in weights}
        band = {n: "entry" if n not in imported else "core" if n in importing else "base" for n in names}
    said = _told(arrangement.cycles[0]) if arrangement.cycles else ""
    found = []
    for name in BANDS:
        members = tuple(part for part in parts if band[part.name] == name)
        if members:
            found.append(LayerGroup(name, members, BAND_TITLES[name], said if name == "core" else ""))
    return tuple(found)


def _reach(start: set[str], weights: Mapping[Arc, int]) -> set[str]:
    """All that can be reached from some parts, themselves included."""
    below: dict[str, set[str]] = {}
    for source, target in weights:
        below.setdefault(source, set()).add(target)
    seen, pending = set(start), list(start)
    while pending:
        fresh = below.get(pending.pop(), set()) - seen
        seen |= fresh
        pending += fresh
    return seen
