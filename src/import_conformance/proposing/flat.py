"""A law by top packages: each a layer where they have an order, some of them together where they have none."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from import_conformance.proposing.grouping import MOST_LAYERS, LayerGroup, grouped
from import_conformance.proposing.layering import MAX_AGAINST, Arrangement, arrange
from import_conformance.proposing.parts import PackagePart, assigned, top_parts
from import_conformance.proposing.plugins import Plugins, plugins
from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLayer, support, typing_sentences
from import_conformance.proposing.remainder import AFTERWARDS, whereabouts
from import_conformance.proposing.survey import Arc, Survey, contracted

MANY_BY_FRONT = 20
# More patterns than this make a proposal too long to be read.
MOST_PATTERNS = 140
# Packages of at least so many modules, if there are so many of them and they hold so much of the code.
LARGE, MIN_LARGE, MOST_OF_CODE = 3, 4, 0.7


def by_packages(found: Survey, name: str, roots: tuple[str, ...]) -> Proposal | None:
    """Propose a law by top packages.

    Args:
        found: The code base.
        name: Of the project.
        roots: Of the topology's `source`.

    Returns:
        None where there are fewer than two layers, or they need too many patterns.
    """
    every = top_parts(found)
    parts = _large_enough(every, found)
    part_of = assigned(parts, found.modules)
    weights, typing = contracted(found.running, part_of), contracted(found.typing, part_of)
    arrangement = arrange((part.name for part in parts), weights, {part.name: part.word for part in parts})
    groups = grouped(parts, weights, arrangement, found.sizes)
    if len(groups) < 2:
        return None
    alone = {group.parts[0]: group.name for group in groups if len(group.parts) == 1}
    pluggable = {alone[part]: each for part in parts if part in alone and (each := plugins(part, found))}
    layers = tuple(_layers(groups, pluggable))
    if sum(len(layer.patterns) for layer in layers) > MOST_PATTERNS:
        return None
    group_of = {part.name: group.name for group in groups for part in group.parts}
    between, typed = contracted(weights, group_of), contracted(typing, group_of)
    return Proposal(
        name=name,
        roots=roots,
        packages=found.packages,
        headline=_headline(groups, arrangement),
        findings=(*_figures(arrangement, groups), *typing_sentences([group.name for group in groups], typed)),
        layers=layers,
        axes={each.axis: each.values for each in pluggable.values()},
        axis_comments={each.axis: "independent: they do not import each other" for each in pluggable.values()},
        edges=(*_between(groups, between, typed), *_within(groups, Counter(part_of.values()), pluggable)),
        acyclic=tuple(_acyclic(found, groups)),
        ending=tuple(_outside(found, part_of, len(parts), len(every))),
    )


def _large_enough(parts: tuple[PackagePart, ...], found: Survey) -> tuple[PackagePart, ...]:
    """Return all parts; where they are too many to be layers, the large ones alone if they hold most of the code."""
    if len(parts) <= MOST_LAYERS:
        return parts
    sizes = sorted((found.sizes[part.prefix] for part in parts), reverse=True)
    least = max(LARGE, sizes[MOST_LAYERS] + 1)
    large = tuple(part for part in parts if found.sizes[part.prefix] >= least)
    modules = sum(found.sizes[part.prefix] for part in large)
    is_most = MIN_LARGE <= len(large) <= MOST_LAYERS and modules >= MOST_OF_CODE * len(found.modules)
    return large if is_most else parts


def _headline(groups: Sequence[LayerGroup], arrangement: Arrangement) -> str:
    share = f"{arrangement.against} of {arrangement.total} imports go up"
    parts = sum(len(group.parts) for group in groups)
    return f"by package: {parts} packages or modules in {len(groups)} layers; {share}"


def _figures(arrangement: Arrangement, groups: Sequence[LayerGroup]) -> Iterator[str]:
    """Yield sentences about the order that the imports show."""
    total, against = arrangement.total, arrangement.against
    if not total:
        yield "No part imports another, so nothing shows their order."
        return
    if not against:
        yield f"The packages have an order: none of the {total} imports between them goes up."
        return
    share = f"{against} of {total} imports ({against / total:.1%})"
    if not any(group.cycle for group in groups):
        yield f"The packages have an order, and {share} go against it; they are in the baseline."
        return
    largest = arrangement.cycles[0]
    if largest.share > MAX_AGAINST:
        what = "There is no layering of all parts to find"
    else:
        what = "The parts are too many for a layer each"
    yield (
        f"{what}: {len(largest.parts)} of {len(arrangement.order)} form one cycle, and {share} go against the best "
        "order. What forms a cycle is one layer; what lies above it and below it is ordered."
    )


def _acyclic(found: Survey, groups: Sequence[LayerGroup]) -> Iterator[tuple[str, str]]:
    """Forbid cycles of packages where there are none, and where no other law keeps a cycle from growing."""
    packages, cut = found.package_cycles
    if packages > 1 and not cut:
        yield "package", "no cycle of packages: holds today"
    elif packages > 1 and any(group.cycle for group in groups):
        yield "package", f"{cut} imports close cycles of packages; they are in the baseline"


def _layers(groups: Sequence[LayerGroup], pluggable: Mapping[str, Plugins]) -> Iterator[ProposedLayer]:
    """Turn groups into layers. The largest may be all that is in no other, where it has too many parts to name."""
    is_long = sum(len(group.parts) for group in groups) > MOST_PATTERNS
    largest = max(groups, key=lambda group: (group.name == "core" and not is_long, len(group.parts)))
    parents = {part.prefix.rpartition(".")[0] for each in groups for part in each.parts}
    is_rest = len(largest.parts) > MOST_LAYERS and len(parents) == 1 and parents != {""}
    for group in groups:
        patterns, comment = tuple(part.prefix for part in group.parts), group.cycle
        if is_rest and group is largest:
            # A pattern with fewer names in it gives way to those of the other layers.
            patterns, comment = (f"{min(parents)}.*",), f"All that is in no other layer. {comment}".strip()
        elif group.name in pluggable:
            patterns = pluggable[group.name].patterns
        yield ProposedLayer(group.name, patterns, group.title, comment)


def _between(
    groups: Sequence[LayerGroup], between: Mapping[Arc, int], typed: Mapping[Arc, int]
) -> Iterator[ProposedEdge]:
    """Allow each layer what it imports of those below it; `typed` are the imports for type checkers only."""
    for index, group in enumerate(groups):
        for lower in groups[index + 1 :]:
            count, checked = (found.get((group.name, lower.name), 0) for found in (between, typed))
            if count or checked:
                against = between.get((lower.name, group.name), 0)
                yield ProposedEdge((group.name,), (lower.name,), comment=support(count, against, checked))


def _within(
    groups: Sequence[LayerGroup], sizes: Mapping[str, int], pluggable: Mapping[str, Plugins]
) -> Iterator[ProposedEdge]:
    """Allow each layer of several modules to import itself, and plugins what they share."""
    for group in groups:
        if sum(sizes[part.name] for part in group.parts) > 1:
            yield ProposedEdge((group.name,), (group.name,))
        if group.name in pluggable:
            yield from pluggable[group.name].edges(group.name)


def _outside(found: Survey, part_of: Mapping[str, str], taken: int, every: int) -> Iterator[str]:
    """Yield what is in no layer and why, and what that hides; `taken` of `every` part are in a layer."""
    remaining = [module for module in found.modules if module not in part_of and module not in found.packages]
    if remaining:
        what = f"{len(remaining)} module{'s' if len(remaining) > 1 else ''}: {whereabouts(remaining, found.packages)}"
        yield f"In no layer, so that no line above speaks of them: {what}."
        if taken < every:
            share = f"The {taken} largest of {every} packages and modules"
            yield f"{share} are layers; more than {MOST_LAYERS} are too many."
        yield AFTERWARDS
    by_front = sum(count for (_, imported), count in found.statements.items() if imported in found.packages)
    fronts = [package for package in found.packages if package in found.modules]
    if fronts and len(found.packages) < 3:
        yield f"In no layer: {', '.join(fronts)} itself, the front that passes names on."
        if by_front >= MANY_BY_FRONT:
            yield f"{by_front} imports name only that front, so that what they use of it is unknown."
