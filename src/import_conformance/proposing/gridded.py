"""A law by a grid: domains side by side, layers through all of them, and the packages around them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from import_conformance.proposing.crossings import Crossings, crossings, hubs, twins
from import_conformance.proposing.grids import Grid
from import_conformance.proposing.layering import Arrangement, arrange
from import_conformance.proposing.parts import PackagePart, assigned, named
from import_conformance.proposing.plugins import singular
from import_conformance.proposing.proposal import Proposal, ProposedEdge, ProposedLayer, support, told_of_typing
from import_conformance.proposing.survey import Survey
from import_conformance.proposing.words import PLUGINS, TESTS, is_layer_like, number_of

# Packages around a grid that have as much to do with it as this are layers of their own, but not more than so many.
MIN_TRAFFIC, MOST_AROUND = 5, 8
# Where more of the imports than this lead from one domain into another, domains do not divide the code.
MIXED = 0.15
MOST_NAMED = 4


def by_grid(found: Survey, grid: Grid, name: str, roots: tuple[str, ...]) -> Proposal:
    """The law by one grid."""
    return _GridWork(found, grid).proposal(name, roots)


class _GridWork:
    """Everything that is worked out once for a grid."""

    def __init__(self, found: Survey, grid: Grid) -> None:
        self.found, self.grid = found, grid
        self.cells = {module: cell for module in found.modules if (cell := grid.cell(module))}
        self.axis = singular(last) if (last := grid.parent.rpartition(".")[2]) in PLUGINS else "domain"
        self.crossings = crossings(found.statements, self.cells)
        self.typing = crossings(found.typing, self.cells)
        self.hubs = hubs(self.crossings.domains, grid.domains)
        around = self._around()
        self.parts = {self._layer_name(part): part for part in around}
        self.part_of = {module: name for name, part in self.parts.items() for module in self._modules(part)}
        self.layer_of = {**self.part_of, **{module: cell[1] for module, cell in self.cells.items()}}
        self.weights = found.between(self.layer_of)
        self.typed = found.for_checkers(self.layer_of)
        words = {name: part.word for name, part in self.parts.items()}
        self.arrangement: Arrangement = arrange([*grid.columns, *self.parts], self.weights, words)

    def proposal(self, name: str, roots: tuple[str, ...]) -> Proposal:
        """The whole law."""
        grid, hubs = self.grid, ", ".join(self.hubs)
        said = f"shared: {hubs}, which most of the others import" if hubs else ""
        return Proposal(
            name=name,
            roots=roots,
            packages=self.found.packages,
            headline=self.headline,
            findings=tuple(self._figures()),
            layers=tuple(map(self._layer, self.arrangement.order)),
            axes={self.axis: grid.domains},
            axis_comments={self.axis: said},
            edges=tuple(self._edges()),
            acyclic=((self.axis, f"no {self.axis} imports one that imports it"),),
            ending=(*twins(self.cells, self.axis, grid.parent), *self._rest()),
        )

    @property
    def headline(self) -> str:
        """What the grid is, in one line."""
        grid = self.grid
        layers = " ".join(grid.columns)
        what = f"{len(grid.domains)} {self.axis}s x {len(grid.columns)} layers ({layers})"
        return f"by {self.axis}: {grid.parent} has {what}; {grid.covered} of {len(self.found.modules)} modules"

    def _modules(self, part: PackagePart) -> Iterator[str]:
        return (m for m in self.found.modules if m == part.prefix or m.startswith(f"{part.prefix}."))

    def _layer_name(self, part: PackagePart) -> str:
        taken = {*self.grid.columns, *self.grid.domains}
        return part.name if part.name not in taken else part.prefix

    def _around(self) -> tuple[PackagePart, ...]:
        """The siblings of the grid and of the packages above it that have to do with it."""
        steps = self.grid.parent.split(".")
        aside = []
        for at in range(1, len(steps) + 1):
            above, next_step = ".".join(steps[:at]), steps[at] if at < len(steps) else None
            for child in self.found.children.get(above, ()):
                is_domain = next_step is None and child in self.grid.domains
                if child != next_step and not is_domain and child.isidentifier() and child not in TESTS:
                    aside.append(f"{above}.{child}")
        parts = named(aside)
        part_of = assigned(parts, self.found.modules)
        traffic: Counter[str] = Counter()
        for (importer, imported), count in self.found.statements.items():
            if importer in self.cells and imported in part_of:
                traffic[part_of[imported]] += count
            elif imported in self.cells and importer in part_of:
                traffic[part_of[importer]] += count
        known = [p for p in parts if traffic[p.name] >= MIN_TRAFFIC or (traffic[p.name] and is_layer_like(p.word))]
        return tuple(sorted(known, key=lambda part: (-traffic[part.name], part.name))[:MOST_AROUND])

    def _layer(self, name: str) -> ProposedLayer:
        grid = self.grid
        if name in self.parts:
            return ProposedLayer(name, (self.parts[name].prefix,))
        folders = grid.columns[name]
        if number_of(name):
            words = [folder[len(name) :].strip("_").replace("_", " ") or folder for folder in folders]
            title = words[0].capitalize() if len(words) == 1 else ""
            said = f"{name}: {', '.join(folders)}" if len(folders) > 1 else ""
            return ProposedLayer(name, (f"{grid.parent}.{{{self.axis}}}.{_glob(name, folders)}",), title, said)
        return ProposedLayer(name, tuple(f"{grid.parent}.{{{self.axis}}}.{folder}" for folder in folders))

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
        yield from told_of_typing(self.arrangement.order, self.typed)
        if total:
            across = sum(self.crossings.between.values())
            shared = sum(count for (_, target), count in self.crossings.domains.items() if target in self.hubs)
            into = f", {shared} of them into {', '.join(self.hubs)}" if self.hubs else ""
            yield f"Of {total} imports inside the grid {across} lead from one {self.axis} into another{into}."

    def _rest(self) -> Iterator[str]:
        left = [module for module in self.found.modules if module not in self.layer_of]
        if not left:
            return
        depth = self.grid.parent.count(".") + 1
        most = Counter(".".join(module.split(".")[:depth]) for module in left).most_common(MOST_NAMED)
        named_ = ", ".join(f"{prefix} ({count})" for prefix, count in most)
        yield f"In no layer, so that no line above speaks of them: {len(left)} modules, most of them in {named_}."
        yield "`conformance doctor` lists them. Once each has a layer, `unplaced: error` in `source` keeps it so."

    def _edges(self) -> Iterator[ProposedEdge]:
        order = self.arrangement.order
        place = {name: at for at, name in enumerate(order)}
        for source in order:
            for target in order[place[source] + 1 :]:
                yield from self._edge(source, target)
        sizes = Counter(self.layer_of.values())
        for name in order:
            if sizes[name] > 1:
                yield ProposedEdge((name,), (name,))
        yield from self._shared(place)

    @property
    def _is_mixed(self) -> bool:
        apart = sum(count for (_, target), count in self.crossings.domains.items() if target not in self.hubs)
        return apart > MIXED * max(self.crossings.total, 1)

    def _edge(self, source: str, target: str) -> Iterator[ProposedEdge]:
        """An edge down, where there are imports, or numbers that follow each other."""
        against = self.weights.get((target, source), 0)
        if source in self.parts or target in self.parts:
            count, typing = self.weights.get((source, target), 0), self.typed.get((source, target), 0)
            if count or typing:
                yield ProposedEdge((source,), (target,), comment=support(count, against, typing))
            return
        count, apart = self.crossings.within.get((source, target), 0), self._apart(self.crossings, source, target)
        typing = self.typing.within.get((source, target), 0)
        if self._is_mixed and apart:
            typing += self._apart(self.typing, source, target)
            said = f"{support(count + apart - typing, against, typing)}, {apart} of them between {self.axis}s"
            yield ProposedEdge((source,), (target,), (self.axis,), said)
        elif count or self._is_next(source, target):
            back = self.crossings.within.get((target, source), 0) - self.typing.within.get((target, source), 0)
            said = support(count - typing, back, typing) if count else "no import yet; the numbers say so"
            yield ProposedEdge((source,), (target,), comment=said)

    def _apart(self, inside: Crossings, source: str, target: str) -> int:
        """Imports from layer to layer between domains of which none is shared."""
        return sum(
            count
            for (ours, theirs), count in inside.between.items()
            if ours[1] == source and theirs[1] == target and theirs[0] not in self.hubs
        )

    def _is_next(self, source: str, target: str) -> bool:
        numbered = [layer for layer in self.grid.columns if number_of(layer)]
        return (source, target) in pairwise(numbered)

    def _shared(self, place: Mapping[str, int]) -> Iterator[ProposedEdge]:
        """What other domains may import of the shared ones: what lies at their height or below, or what all lean on."""
        kernels = self._kernels()
        for hub in self.hubs:
            for source in self.grid.columns:
                down, up = self._into(hub, source, place, kernels)
                if down:
                    yield self._crossing(source, hub, down)
                if up:
                    yield self._crossing(source, hub, up, "; upwards, to what all layers lean on")

    def _into(
        self, hub: str, source: str, place: Mapping[str, int], kernels: Iterable[tuple[str, str]]
    ) -> tuple[Counter[str], Counter[str]]:
        """Imports of a layer into a shared domain, by folder: what goes down, and what goes up into its kernel."""
        down, up = Counter[str](), Counter[str]()
        for (ours, theirs), count in self.crossings.between.items():
            if ours[1] != source or theirs[0] != hub:
                continue
            if place[theirs[1]] >= place[source]:
                down[theirs[2]] += count
            elif (theirs[0], theirs[2]) in kernels:
                up[theirs[2]] += count
        return down, up

    def _crossing(self, source: str, hub: str, folders: Counter[str], more: str = "") -> ProposedEdge:
        head = hub if hub not in {*self.grid.columns, *self.parts} else f"{self.axis}={hub}"
        targets = tuple(f"{head}.{folder}" for folder in sorted(folders))
        return ProposedEdge((source,), targets, (self.axis,), support(folders.total()) + more)

    def _kernels(self) -> set[tuple[str, str]]:
        """Folders of shared domains that layers above and below import, and that import no other of the grid."""
        users: dict[tuple[str, str], Counter[str]] = {}
        leaning = set()
        for (ours, theirs), count in self.crossings.between.items():
            users.setdefault((theirs[0], theirs[2]), Counter())[ours[1]] += count
            leaning.add((ours[0], ours[2]))
        return {
            folder
            for folder, layers in users.items()
            if folder[0] in self.hubs and folder not in leaning and len(layers) > 1 and layers.total() >= MIN_TRAFFIC
        }


def _glob(layer: str, folders: tuple[str, ...]) -> str:
    """One pattern for all folders of a numbered layer: `L5_*`."""
    return folders[0] if len(folders) == 1 and folders[0] == layer else f"{layer}_*"
