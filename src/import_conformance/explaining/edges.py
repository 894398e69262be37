"""May A import B, does it, by which chain, and how could it: one question about two sets of modules."""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping

from import_conformance.explaining.ruling import Rulings
from import_conformance.model.answers.explanation import Clause, EdgeAnswer, Endpoint, ExplainedImport, Passage
from import_conformance.model.by_key import by_key
from import_conformance.model.codebase import Import
from import_conformance.model.dotted import lies_in
from import_conformance.model.laws.allow import Allow
from import_conformance.model.topology import RUNNING_KINDS, ImportKind, Position
from import_conformance.rules.layers import legal_ways
from import_conformance.rules.shared.base import Case

_RUNNING = tuple(kind for kind in ImportKind if kind in RUNNING_KINDS)


def explain_edge(case: Case, source: Endpoint, target: Endpoint) -> EdgeAnswer:
    """Return the whole answer for two ends."""
    rulings = Rulings(case)
    clauses = tuple(_clauses(rulings, source, target))
    statements = tuple(_step(rulings, edge) for edge in _direct(case, source, target))
    chain = () if statements else tuple(_step(rulings, edge) for edge in _chain(case, source, target))
    running = [clause.ruling.allowed for clause in clauses if set(clause.kinds) & RUNNING_KINDS]
    way = () if any(running) else tuple(_way(rulings, source, target))
    return EdgeAnswer(
        source, target, clauses, statements, chain, way, "" if all(running) else _ways(case, source, target)
    )


def _clauses(rulings: Rulings, source: Endpoint, target: Endpoint) -> Iterator[Clause]:
    """Yield one clause for each line of the law that decides about some pairs, the most permissive first."""
    section = rulings.case.topology.allow_position or Position(1)
    found: dict[tuple[object, ...], list[Clause]] = {}
    for importer, imported, pairs in _pairs_by_class(rulings, source, target):
        by_line: dict[tuple[object, ...], list[ImportKind]] = {}
        for kind in ImportKind:
            ruling = rulings(importer, imported, kind)
            # Where no line comes near, answers differ by their pair of layers.
            pair = ruling.law if ruling.line == section.line else ""
            by_line.setdefault((ruling.allowed, ruling.line, pair), []).append(kind)
        for line, kinds in by_line.items():
            ruling = rulings(importer, imported, kinds[0])
            clause = Clause(ruling, tuple(kinds), pairs, (importer, imported))
            found.setdefault((*line, clause.kinds), []).append(clause)
    alike = (Clause(c[0].ruling, c[0].kinds, sum(each.pairs for each in c), c[0].example) for c in found.values())
    return iter(sorted(alike, key=lambda c: (not c.ruling.allowed, c.ruling.allowed is None, -c.pairs, c.ruling.line)))


def _pairs_by_class(rulings: Rulings, source: Endpoint, target: Endpoint) -> Iterator[tuple[str, str, int]]:
    """Yield a pair of modules for each pair of equivalence classes, and the number of pairs that it stands for."""
    targets = _by_class(rulings, target.modules)
    for importers in _by_class(rulings, source.modules).values():
        if target.external:
            yield importers[0], target.text, len(importers)
        for imported in targets.values():
            pairs = len(importers) * len(imported) - len({*importers} & {*imported})
            if pairs:
                example = next((one, other) for one in importers for other in imported if one != other)
                yield *example, pairs


def _by_class(rulings: Rulings, modules: Iterable[str]) -> dict[Hashable, list[str]]:
    """Group modules by equivalence class, files before namespace packages, so that an example can be opened."""
    return by_key(
        (rulings.equivalence_class(module), module)
        for module in sorted(modules, key=lambda name: (name not in rulings.case.codebase.paths, name))
    )


def _direct(case: Case, source: Endpoint, target: Endpoint) -> list[Import]:
    importers, imported = frozenset(source.modules), frozenset(target.modules)
    if target.external:
        return [edge for edge in case.codebase.externals if edge.importer in importers and reaches(edge, target.text)]
    return [
        edge
        for edge in case.codebase.imports
        if edge.importer in importers and edge.imported in imported and edge.importer != edge.imported
    ]


def reaches(edge: Import, package: str) -> bool:
    """Return True for an import of a package from outside, of something in it, or of one of its modules by name."""
    reached = (edge.imported, *(f"{edge.imported}.{name}" for name in edge.names))
    return any(lies_in(name, package) for name in reached)


def _chain(case: Case, source: Endpoint, target: Endpoint) -> list[Import]:
    """Return the shortest chain of import statements from one end to the other; of equal ones, the first by name."""
    edges = case.codebase.imports_by_importer
    last: dict[str, Import] = {}
    if target.external:
        for edge in case.codebase.externals:
            if reaches(edge, target.text):
                last.setdefault(edge.importer, edge)
    goals = frozenset(target.modules)
    came_by: dict[str, Import | None] = dict.fromkeys(source.modules)
    queue = deque(source.modules)
    while queue:
        module = queue.popleft()
        if module in last:
            return [*_unwound(module, came_by), last[module]]
        for edge in edges.get(module, ()):
            if edge.imported not in came_by:
                came_by[edge.imported] = edge
                queue.append(edge.imported)
                if edge.imported in goals:
                    return _unwound(edge.imported, came_by)
    return []


def _unwound(module: str, came_by: Mapping[str, Import | None]) -> list[Import]:
    steps: list[Import] = []
    edge = came_by[module]
    while edge:
        steps.append(edge)
        edge = came_by[edge.importer]
    return steps[::-1]


def _step(rulings: Rulings, edge: Import) -> ExplainedImport:
    path = rulings.case.codebase.paths[edge.importer]
    ruling = rulings(edge.importer, edge.imported, edge.kind)
    return ExplainedImport(edge.importer, edge.imported, path, edge.line, edge.kind, ruling)


def _way(rulings: Rulings, source: Endpoint, target: Endpoint) -> list[Passage]:
    """Return the shortest route by imports that the law allows when the program runs, from place to place."""
    stops = _stops(rulings, source)
    starts = [modules[0] for modules in _by_class(rulings, source.modules).values()]
    goals = {key: modules[0] for key, modules in _by_class(rulings, target.modules).items()}
    came_from: dict[str, str | None] = dict.fromkeys(starts)
    queue = deque(starts)
    while queue:
        module = queue.popleft()
        if target.external and _is_legal(rulings, module, target.text):
            came_from[target.text] = module
            return _passages(rulings, target.text, came_from)
        for key, stop in stops:
            imported = goals.get(key, stop)
            if imported not in came_from and _is_legal(rulings, module, imported):
                came_from[imported] = module
                queue.append(imported)
                if key in goals:
                    return _passages(rulings, imported, came_from)
    return []


def _stops(rulings: Rulings, source: Endpoint) -> list[tuple[Hashable, str]]:
    """Return a module of each equivalence class that a route may pass: nearest to the source first, then by layer."""
    places = rulings.case.codebase.places
    order = {layer.name: index for index, layer in enumerate(rulings.case.topology.layers)}
    own_axes = next((places[module].axes for module in source.modules if module in places), {})

    def rank(key: Hashable) -> tuple[int, int, str]:
        place = places[every[key][0]]
        differing = sum(place.axes.get(axis, value) != value for axis, value in own_axes.items())
        return differing, order[place.layer], every[key][0]

    every = _by_class(rulings, places)
    return [(key, every[key][0]) for key in sorted(every, key=rank)]


def _is_legal(rulings: Rulings, importer: str, imported: str) -> bool:
    return any(rulings(importer, imported, kind).allowed for kind in _RUNNING)


def _passages(rulings: Rulings, end: str, came_from: Mapping[str, str | None]) -> list[Passage]:
    found: list[Passage] = []
    module, before = end, came_from[end]
    while before:
        ruling = next(r for kind in _RUNNING if (r := rulings(before, module, kind)).allowed)
        places = rulings.case.codebase.places
        imported = f"{places[module]}" if module in places else module
        example = module if module != end else ""
        found.append(Passage(str(places.get(before, before)), imported, example, ruling))
        module, before = before, came_from[before]
    return found[::-1]


def _ways(case: Case, source: Endpoint, target: Endpoint) -> str:
    """Return what the source's layer may import, and what may import the target's, where each end is of one layer."""
    places = case.codebase.places
    source_layers, target_layers = ({places[m].layer for m in end.modules if m in places} for end in (source, target))
    if len(source_layers) != 1 or len(target_layers) != 1 or not case.topology.of(Allow):
        return ""
    importer, imported = (next(module for module in end.modules if module in places) for end in (source, target))
    return legal_ways(case, Import(importer, imported, 1, 1, ImportKind.RUNTIME))
