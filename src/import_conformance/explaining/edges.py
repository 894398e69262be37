"""May A import B, does it, by which chain, and how could it: one question about two sets of modules."""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping

from import_conformance.explaining.ruling import Rulings
from import_conformance.model.answers.explanation import Clause, EdgeAnswer, Endpoint, ExplainedImport, Passage
from import_conformance.model.by_key import by_key
from import_conformance.model.codebase import Import
from import_conformance.model.dotted import lies_in
from import_conformance.model.topology import RUNNING_KINDS, ImportKind, Position
from import_conformance.rules.layers import legal_ways
from import_conformance.rules.shared.base import Case

_RUNNING = tuple(kind for kind in ImportKind if kind in RUNNING_KINDS)


def explain_edge(case: Case, source: Endpoint, target: Endpoint) -> EdgeAnswer:
    """The whole answer for two ends."""
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
    """One clause for each line of the law that decides about some pairs, the most permissive first."""
    section = rulings.case.topology.allow_position or Position(1)
    found: dict[tuple[object, ...], list[Clause]] = {}
    for importer, imported, pairs in _kin_pairs(rulings, source, target):
        by_line: dict[tuple[object, ...], list[ImportKind]] = {}
        for kind in ImportKind:
            ruling = rulings(importer, imported, kind)
            # Where no line comes near, it is the pair of layers that tells one answer from another.
            pair = ruling.law if ruling.line == section.line else ""
            by_line.setdefault((ruling.allowed, ruling.line, pair), []).append(kind)
        for line, kinds in by_line.items():
            ruling = rulings(importer, imported, kinds[0])
            clause = Clause(ruling, tuple(kinds), pairs, (importer, imported))
            found.setdefault((*line, clause.kinds), []).append(clause)
    alike = (Clause(c[0].ruling, c[0].kinds, sum(each.pairs for each in c), c[0].example) for c in found.values())
    return iter(sorted(alike, key=lambda c: (not c.ruling.allowed, c.ruling.allowed is None, -c.pairs, c.ruling.line)))


def _kin_pairs(rulings: Rulings, source: Endpoint, target: Endpoint) -> Iterator[tuple[str, str, int]]:
    """A pair of modules for each pair of kins, and the number of pairs that it stands for."""
    targets = _by_kin(rulings, target.modules)
    for ours in _by_kin(rulings, source.modules).values():
        if target.external:
            yield ours[0], target.text, len(ours)
        for theirs in targets.values():
            pairs = len(ours) * len(theirs) - len({*ours} & {*theirs})
            if pairs:
                example = next((one, other) for one in ours for other in theirs if one != other)
                yield *example, pairs


def _by_kin(rulings: Rulings, modules: Iterable[str]) -> dict[Hashable, list[str]]:
    """Modules by kin, files before namespace packages, so that an example can be opened."""
    return by_key(
        (rulings.kin(module), module)
        for module in sorted(modules, key=lambda name: (name not in rulings.case.codebase.paths, name))
    )


def _direct(case: Case, source: Endpoint, target: Endpoint) -> list[Import]:
    ours, theirs = frozenset(source.modules), frozenset(target.modules)
    if target.external:
        return [edge for edge in case.codebase.externals if edge.importer in ours and reaches(edge, target.text)]
    return [
        edge
        for edge in case.codebase.imports
        if edge.importer in ours and edge.imported in theirs and edge.importer != edge.imported
    ]


def reaches(edge: Import, package: str) -> bool:
    """True for an import of a package from outside, of something in it, or of one of its modules by name."""
    reached = (edge.imported, *(f"{edge.imported}.{name}" for name in edge.names))
    return any(lies_in(name, package) for name in reached)


def _chain(case: Case, source: Endpoint, target: Endpoint) -> list[Import]:
    """The shortest chain of import statements from one end to the other; the first by name of equal ones."""
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
    """The shortest way by imports that the law allows when the program runs, from place to place."""
    stops = _stops(rulings, source)
    starts = [ours[0] for ours in _by_kin(rulings, source.modules).values()]
    goals = {kin: theirs[0] for kin, theirs in _by_kin(rulings, target.modules).items()}
    came_from: dict[str, str | None] = dict.fromkeys(starts)
    queue = deque(starts)
    while queue:
        module = queue.popleft()
        if target.external and _is_legal(rulings, module, target.text):
            came_from[target.text] = module
            return _passages(rulings, target.text, came_from)
        for kin, stop in stops:
            there = goals.get(kin, stop)
            if there not in came_from and _is_legal(rulings, module, there):
                came_from[there] = module
                queue.append(there)
                if kin in goals:
                    return _passages(rulings, there, came_from)
    return []


def _stops(rulings: Rulings, source: Endpoint) -> list[tuple[Hashable, str]]:
    """A module of each kin that a way may lead over: those nearest to the source first, then in the order of layers."""
    places = rulings.case.codebase.places
    order = {layer.name: index for index, layer in enumerate(rulings.case.topology.layers)}
    ours = next((places[module].axes for module in source.modules if module in places), {})

    def rank(kin: Hashable) -> tuple[int, int, str]:
        at = places[every[kin][0]]
        differing = sum(at.axes.get(axis, value) != value for axis, value in ours.items())
        return differing, order[at.layer], every[kin][0]

    every = _by_kin(rulings, places)
    return [(kin, every[kin][0]) for kin in sorted(every, key=rank)]


def _is_legal(rulings: Rulings, importer: str, imported: str) -> bool:
    return any(rulings(importer, imported, kind).allowed for kind in _RUNNING)


def _passages(rulings: Rulings, end: str, came_from: Mapping[str, str | None]) -> list[Passage]:
    found: list[Passage] = []
    module, before = end, came_from[end]
    while before:
        ruling = next(r for kind in _RUNNING if (r := rulings(before, module, kind)).allowed)
        places = rulings.case.codebase.places
        there = f"{places[module]}" if module in places else module
        example = module if module != end else ""
        found.append(Passage(str(places.get(before, before)), there, example, ruling))
        module, before = before, came_from[before]
    return found[::-1]


def _ways(case: Case, source: Endpoint, target: Endpoint) -> str:
    """What the source's layer may import, and who may import the target's, where each end is of one layer."""
    places = case.codebase.places
    ours, theirs = ({places[m].layer for m in end.modules if m in places} for end in (source, target))
    if len(ours) != 1 or len(theirs) != 1 or not case.topology.allow:
        return ""
    importer, imported = (next(module for module in end.modules if module in places) for end in (source, target))
    return legal_ways(case, Import(importer, imported, 1, 1, ImportKind.RUNTIME))
