"""A law by a grid: domains side by side, layers through all of them, and the packages around them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise

from import_conformance.proposing.crossings import Crossings, crossings, hubs, twins
from import_conformance.proposing.grids import Grid
from import_conformance.proposing.layering import arrange
from import_conformance.proposing.parts import PackagePart, assigned, named
from import_conformance.proposing.plugins import singular
from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLayer, support, typing_sentences
from import_conformance.proposing.remainder import AFTERWARDS
from import_conformance.proposing.survey import Survey, contracted
from import_conformance.proposing.words import PLUGINS, is_layer_like, number_of

# Packages around a grid that have as much to do with it as this are layers of their own, but not more than so many.
MIN_TRAFFIC, MOST_AROUND = 5, 8
# Where more of the imports than this lead from one domain into another, domains do not divide the code.
MIXED = 0.15
MOST_NAMED = 4
# Stands for the whole grid beside the names of parts.
GRID = "{grid}"


def by_grid(found: Survey, grid: Grid, name: str, roots: tuple[str, ...]) -> Proposal:
    """Propose the law by one grid.

    Args:
        found: The code base.
        grid: One of its grids.
        name: Of the project.
        roots: Of the topology's `source`.
    """
    return _GridWork(found, grid).proposal(name, roots)


class _GridWork:
    """Everything that is computed once for a grid."""

    def __init__(self, found: Survey, grid: Grid) -> None:
        self.found, self.grid = found, grid
        self.cells = {module: cell for module in found.modules if (cell := grid.cell(module))}
        self.axis = singular(last) if (last := grid.parent.rpartition(".")[2]) in PLUGINS else "domain"
        self.crossings = crossings(found.statements, self.cells)
        self.typing = crossings(found.typing, self.cells)
        self.hubs = hubs(self.crossings.domains, grid.domains)
        self.parts = {part.name: part for part in self._around()}
        layer_of = {module: cell[1] for module, cell in self.cells.items()}
        self.layer_of = {**assigned(self.parts.values(), found.modules), **layer_of}
        self.weights = contracted(found.running, self.layer_of)
        self.typed = contracted(found.typing, self.layer_of)
        words = {name: part.word for name, part in self.parts.items()}
        self.arrangement = arrange([*grid.columns, *self.parts], self.weights, words)
        self.place = {name: index for index, name in enumerate(self.arrangement.order)}

    def proposal(self, name: str, roots: tuple[str, ...]) -> Proposal:
        """Return the whole law."""
        grid, hubs = self.grid, ", ".join(self.hubs)
        comment = f"shared: {hubs}, which most of the others import" if hubs else ""
        return Proposal(
            name=name,
            roots=roots,
            packages=self.found.packages,
            headline=self._headline(),
            findings=tuple(self._figures()),
            layers=tuple(map(self._layer, self.arrangement.order)),
            axes={self.axis: grid.domains},
            axis_comments={self.axis: comment},
            edges=(*self._down(), *self._within(), *self._shared()),
            acyclic=((self.axis, f"no {self.axis} imports one that imports it"),),
            ending=(*twins(self.cells, self.axis, grid.parent), *self._rest()),
        )

    def _headline(self) -> str:
        grid = self.grid
        layers = " ".join(grid.columns)
        what = f"{len(grid.domains)} {self.axis}s x {len(grid.columns)} layers ({layers})"
        return f"by {self.axis}: {grid.parent} has {what}; {grid.covered} of {len(self.found.modules)} modules"

    def _around(self) -> list[PackagePart]:
        """Return the siblings of the grid and of the packages above it that exchange imports with it."""
        grid, modules = self.grid, self.found.modules
        above = list(accumulate(grid.parent.split("."), "{}.{}".format))
        inner = {*above, *(f"{grid.parent}.{domain}" for domain in grid.domains)}
        beside = {f"{package}.{child}" for package in above for child in self.found.children[package]}
        parts = named(beside - inner)
        part_of = {**assigned(parts, modules), **dict.fromkeys(self.cells, GRID)}
        met = contracted(self.found.statements, part_of)
        traffic = {part.name: met[part.name, GRID] + met[GRID, part.name] for part in parts}
        known = [p for p in parts if traffic[p.name] >= MIN_TRAFFIC or (traffic[p.name] and is_layer_like(p.word))]
        most = sorted(known, key=lambda part: (-traffic[part.name], part.name))[:MOST_AROUND]
        taken = {*grid.columns, *grid.domains}
        return [replace(part, name=part.prefix) if part.name in taken else part for part in most]

    def _layer(self, name: str) -> ProposedLayer:
        if name in self.parts:
            return ProposedLayer(name, (self.parts[name].prefix,))
        folders, start = self.grid.columns[name], f"{self.grid.parent}.{{{self.axis}}}"
        if not number_of(name):
            return ProposedLayer(name, tuple(f"{start}.{folder}" for folder in folders))
        pattern = name if folders == (name,) else f"{name}_*"
        if len(folders) > 1:
            return ProposedLayer(name, (f"{start}.{pattern}",), comment=f"{name}: {', '.join(folders)}")
        title = folders[0][len(name) :].strip("_").replace("_", " ") or folders[0]
        return ProposedLayer(name, (f"{start}.{pattern}",), title.capitalize())

    def _figures(self) -> Iterator[str]:
        grid, total = self.grid, self.crossings.total
        yield (
            f"{len(grid.domains)} {self.axis}s below {grid.parent}, {len(grid.folders)} kinds of folders in them, "
            f"{len(grid.columns)} layers; {grid.covered} of {len(self.found.modules)} modules stand there."
        )
        up, every = self.arrangement.against, self.arrangement.total
        if every:
            by = "numbers" if grid.is_numbered else "names and imports"
            share = f"{up} of {every} imports between them ({up / every:.1%})"
            yield f"The order of the layers is that of their {by}: {share} go up."
        yield from typing_sentences(self.arrangement.order, self.typed)
        if total:
            across = self.crossings.between.total()
            shared = sum(count for (_, target), count in self.crossings.domains.items() if target in self.hubs)
            into = f", {shared} of them into {', '.join(self.hubs)}" if self.hubs else ""
            yield f"Of {total} imports inside the grid {across} lead from one {self.axis} into another{into}."

    def _rest(self) -> Iterator[str]:
        remaining = [module for module in self.found.modules if module not in self.layer_of]
        if remaining:
            depth = self.grid.parent.count(".") + 1
            most = Counter(".".join(module.split(".")[:depth]) for module in remaining).most_common(MOST_NAMED)
            names = ", ".join(f"{prefix} ({count})" for prefix, count in most)
            what = f"{len(remaining)} modules, most of them in {names}"
            yield f"In no layer, so that no line above speaks of them: {what}."
            yield AFTERWARDS

    def _down(self) -> Iterator[ProposedEdge]:
        """Allow imports from each layer to those below it, where there are some, or numbers that follow each other."""
        order = self.arrangement.order
        numbered = set(pairwise(layer for layer in self.grid.columns if number_of(layer)))
        for index, source in enumerate(order):
            for target in order[index + 1 :]:
                if source in self.parts or target in self.parts:
                    yield from self._to_or_from_part(source, target)
                else:
                    yield from self._between_columns(source, target, is_next=(source, target) in numbered)

    def _to_or_from_part(self, source: str, target: str) -> Iterator[ProposedEdge]:
        count, typing = self.weights[source, target], self.typed[source, target]
        if count or typing:
            yield ProposedEdge((source,), (target,), comment=support(count, self.weights[target, source], typing))

    def _between_columns(self, source: str, target: str, *, is_next: bool) -> Iterator[ProposedEdge]:
        count, apart = self.crossings.within[source, target], self._apart(self.crossings, source, target)
        typing = self.typing.within[source, target]
        if self._is_mixed and apart:
            typing += self._apart(self.typing, source, target)
            words = support(count + apart - typing, self.weights[target, source], typing)
            yield ProposedEdge((source,), (target,), (self.axis,), f"{words}, {apart} of them between {self.axis}s")
        elif count or is_next:
            against = self.crossings.within[target, source] - self.typing.within[target, source]
            words = support(count - typing, against, typing) if count else "no import yet; the numbers say so"
            yield ProposedEdge((source,), (target,), comment=words)

    def _within(self) -> Iterator[ProposedEdge]:
        """Allow each layer of several modules to import itself."""
        sizes = Counter(self.layer_of.values())
        yield from (ProposedEdge((name,), (name,)) for name in self.arrangement.order if sizes[name] > 1)

    @property
    def _is_mixed(self) -> bool:
        apart = sum(count for (_, target), count in self.crossings.domains.items() if target not in self.hubs)
        return apart > MIXED * max(self.crossings.total, 1)

    def _apart(self, inside: Crossings, source: str, target: str) -> int:
        """Count the imports from layer to layer between domains of which none is shared."""
        return sum(
            count
            for (start, end), count in inside.between.items()
            if start[1] == source and end[1] == target and end[0] not in self.hubs
        )

    def _shared(self) -> Iterator[ProposedEdge]:
        """Allow imports of shared domains: of the same layer or a lower one, and of folders that all layers use."""
        kernels, columns = self._kernels(), list(self.grid.columns)
        found: dict[tuple[int, int, bool], Counter[str]] = {}
        for ((_, source, _), (domain, target, folder)), count in self.crossings.between.items():
            is_up = self.place[target] < self.place[source]
            if domain in self.hubs and (not is_up or (domain, folder) in kernels):
                key = self.hubs.index(domain), columns.index(source), is_up
                found.setdefault(key, Counter())[folder] += count
        for (hub, column, is_up), folders in sorted(found.items()):
            name = self.hubs[hub]
            head = f"{self.axis}={name}" if name in {*columns, *self.parts} else name
            targets = tuple(f"{head}.{folder}" for folder in sorted(folders))
            comment = support(folders.total()) + ("; upwards, to what all layers lean on" if is_up else "")
            yield ProposedEdge((columns[column],), targets, (self.axis,), comment)

    def _kernels(self) -> set[tuple[str, str]]:
        """Find the folders of shared domains that several layers import, and that import no other domain."""
        users: dict[tuple[str, str], Counter[str]] = {}
        importing = set()
        for ((domain, layer, folder), (target, _, target_folder)), count in self.crossings.between.items():
            users.setdefault((target, target_folder), Counter())[layer] += count
            importing.add((domain, folder))
        return {
            folder
            for folder, layers in users.items()
            if folder[0] in self.hubs and folder not in importing and len(layers) > 1 and layers.total() >= MIN_TRAFFIC
        }
