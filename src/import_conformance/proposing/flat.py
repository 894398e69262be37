"""A law by top packages: each a layer where they have an order, some of them together where they have none."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from import_conformance.proposing.grouping import MOST_LAYERS, LayerGroup, grouped
from import_conformance.proposing.layering import KNOT, Arrangement, arrange
from import_conformance.proposing.parts import PackagePart, assigned, top_parts
from import_conformance.proposing.plugins import Plugins, plugins
from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLayer, support, told_of_typing
from import_conformance.proposing.remainder import whereabouts
from import_conformance.proposing.survey import Arc, Survey

MANY_BY_FRONT = 20
# More patterns than this make a proposal too long to be read.
MOST_PATTERNS = 140
# Packages of at least so many modules, if there are so many of them and they hold so much of the code.
LARGE, MIN_LARGE, MOST_OF_CODE = 3, 4, 0.7


def by_packages(found: Survey, name: str, roots: tuple[str, ...]) -> Proposal | None:
    """The law by top packages; None where fewer than two layers can be told, or they need too many patterns."""
    every = top_parts(found)
    parts = _telling(every, found)
    part_of = assigned(parts, found.modules)
    weights = found.between(part_of)
    typing = found.for_checkers(part_of)
    arrangement = arrange((part.name for part in parts), weights, {part.name: part.word for part in parts})
    groups = grouped(parts, weights, arrangement, found.sizes)
    if len(groups) < 2:
        return None
    pluggable = {part.name: found_plugins for part in parts if (found_plugins := plugins(part, found))}
    groups_of = {part.name: group.name for group in groups for part in group.parts}
    between, typed = _contracted(weights, groups_of), _contracted(typing, groups_of)
    used = {name: each for name, each in pluggable.items() if len(_group(groups, name).parts) == 1}
    layers = tuple(_layers(groups, used))
    if sum(len(layer.patterns) for layer in layers) > MOST_PATTERNS:
        return None
    return Proposal(
        name=name,
        roots=roots,
        packages=found.packages,
        headline=_headline(groups, arrangement),
        findings=(*figures(arrangement, groups), *told_of_typing([group.name for group in groups], typed)),
        layers=layers,
        axes={each.axis: each.values for each in used.values()},
        axis_comments={each.axis: each.comment for each in used.values()},
        edges=tuple(edges(groups, between, typed, part_of, used)),
        acyclic=tuple(_acyclic(found, groups)),
        ending=tuple(_outside(found, part_of, len(parts), len(every))),
    )


def _contracted(weights: Mapping[Arc, int], groups_of: Mapping[str, str]) -> Counter[Arc]:
    """Statements from group to group, of those from part to part."""
    found: Counter[Arc] = Counter()
    for (source, target), count in weights.items():
        found[groups_of[source], groups_of[target]] += count
    return found


def _telling(parts: tuple[PackagePart, ...], found: Survey) -> tuple[PackagePart, ...]:
    """All parts; where they are too many to be layers, the packages alone if they hold most of the code."""
    if len(parts) <= MOST_LAYERS:
        return parts
    sizes = sorted((found.sizes[part.prefix] for part in parts), reverse=True)
    least = max(LARGE, sizes[MOST_LAYERS] + 1)
    large = tuple(part for part in parts if found.sizes[part.prefix] >= least)
    held = sum(found.sizes[part.prefix] for part in large)
    is_most = MIN_LARGE <= len(large) <= MOST_LAYERS and held >= MOST_OF_CODE * len(found.modules)
    return large if is_most else parts


def _headline(groups: Sequence[LayerGroup], arrangement: Arrangement) -> str:
    share = f"{arrangement.against} of {arrangement.total} imports go up"
    parts = sum(len(group.parts) for group in groups)
    return f"by package: {parts} packages or modules in {len(groups)} layers; {share}"


def figures(arrangement: Arrangement, groups: Sequence[LayerGroup]) -> Iterator[str]:
    """What the imports say of the order, in sentences."""
    total, against = arrangement.total, arrangement.against
    if not total:
        yield "No part imports another, so nothing tells their order."
        return
    share = f"{against} of {total} imports ({against / total:.1%})"
    if not against:
        yield f"The packages have an order: none of the {total} imports between them goes up."
        return
    largest = arrangement.cycles[0] if arrangement.cycles else None
    if largest and any(group.circle for group in groups):
        every, tied = len(arrangement.order), len(largest.parts)
        what = (
            "There is no layering of all parts to find"
            if largest.share > KNOT
            else "The parts are too many for a layer each"
        )
        yield (
            f"{what}: {tied} of {every} form one circle, and {share} go against the best order. What forms a circle is "
            "one layer; what lies above it and below it is ordered."
        )
    else:
        yield f"The packages have an order, and {share} go against it; they are in the baseline."


def _acyclic(found: Survey, groups: Sequence[LayerGroup]) -> Iterator[tuple[str, str]]:
    """No circles of packages: where that holds, and where nothing else keeps a circle from growing."""
    packages, cut = found.package_circles
    if packages > 1 and not cut:
        yield "package", "no circle of packages: holds today"
    elif packages > 1 and any(group.circle for group in groups):
        yield "package", f"{cut} imports close circles of packages; they are in the baseline"


def _layers(groups: Sequence[LayerGroup], used: Mapping[str, Plugins]) -> Iterator[ProposedLayer]:
    """The groups as layers. The largest may be all that is in no other, where it has too many parts to name."""
    largest = max(groups, key=lambda group: (group.name == "core", len(group.parts)))
    if sum(len(group.parts) for group in groups) > MOST_PATTERNS:
        largest = max(groups, key=lambda group: len(group.parts))
    parents = {part.prefix.rpartition(".")[0] for each in groups for part in each.parts}
    is_rest = len(largest.parts) > MOST_LAYERS and len(parents) == 1 and parents != {""}
    for group in groups:
        if is_rest and group is largest:
            # A pattern with fewer names in it gives way to those of the other layers.
            circle = f"All that is in no other layer. {group.circle}".strip()
            yield ProposedLayer(group.name, (f"{min(parents)}.*",), group.title, circle)
        elif len(group.parts) == 1 and group.parts[0].name in used:
            yield ProposedLayer(group.name, used[group.parts[0].name].patterns, group.title, group.circle)
        else:
            yield ProposedLayer(group.name, tuple(part.prefix for part in group.parts), group.title, group.circle)


def edges(
    groups: Sequence[LayerGroup],
    between: Mapping[Arc, int],
    typed: Mapping[Arc, int],
    part_of: Mapping[str, str],
    used: Mapping[str, Plugins],
) -> Iterator[ProposedEdge]:
    """What each layer imports of those below it, with its support, and itself. typed: imports for type checkers."""
    sizes = Counter(part_of.values())
    for at, group in enumerate(groups):
        for lower in groups[at + 1 :]:
            count, checked = (found.get((group.name, lower.name), 0) for found in (between, typed))
            if count or checked:
                against = between.get((lower.name, group.name), 0)
                yield ProposedEdge((group.name,), (lower.name,), comment=support(count, against, checked))
    for group in groups:
        plugin = used.get(group.parts[0].name) if len(group.parts) == 1 else None
        if sum(sizes[part.name] for part in group.parts) > 1:
            yield ProposedEdge((group.name,), (group.name,))
        if plugin:
            yield from plugin.edges(group.name)


def _group(groups: Sequence[LayerGroup], part: str) -> LayerGroup:
    return next(group for group in groups if any(each.name == part for each in group.parts))


def _outside(found: Survey, part_of: Mapping[str, str], taken: int, every: int) -> Iterator[str]:
    """What stands in no layer and why, and what hides behind it. taken: of every part, how many are in a layer."""
    left = [module for module in found.modules if module not in part_of and module not in found.packages]
    if left:
        what = f"{len(left)} module{'s' if len(left) > 1 else ''}: {whereabouts(left, found.packages)}"
        yield f"In no layer, so that no line above speaks of them: {what}."
        if taken < every:
            share = f"The {taken} largest of {every} packages and modules"
            yield f"{share} are layers; more than {MOST_LAYERS} are too many."
        yield "`conformance doctor` lists them. Once each has a layer, `unplaced: error` in `source` keeps it so."
    by_front = sum(count for (importer, imported), count in found.statements.items() if imported in found.packages)
    fronts = [package for package in found.packages if package in found.modules]
    if fronts and len(found.packages) < 3:
        yield f"In no layer: {', '.join(fronts)} itself, the front that passes names on."
        if by_front >= MANY_BY_FRONT:
            yield f"{by_front} imports name only that front, so that what they use of it cannot be told."
