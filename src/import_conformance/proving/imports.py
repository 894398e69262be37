"""Changes that must break the laws about imports: layers, forbid, quarantine, acyclic, require."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice, product

from import_conformance.model.base.facts import Write
from import_conformance.model.base.law import EVERYTHING
from import_conformance.model.by_key import by_key, reachable
from import_conformance.model.permission import RuleProfile
from import_conformance.model.topology import Acyclic, Forbid, ImportKind, Quarantine, Require
from import_conformance.proving.material import Mutation, both, dropping, importing, saying
from import_conformance.rules.acyclic import between, part_of
from import_conformance.rules.require import answer, subjects_of
from import_conformance.rules.shared.base import Case
from import_conformance.rules.shared.writes import models_written_by

Pair = tuple[str, str]
Accept = Callable[[str, str], bool]
# The number of pairs that are tried with the plainest kind of import before other kinds are.
FIRST = 10
# The number of pairs after which the search stops: enough to pair all kinds of modules of a large code base.
MOST_PAIRS = 40_000


def everything(_importer: str, _imported: str) -> bool:
    """Accept each pair of modules."""
    return True


def of_layers(case: Case, law: str, accept: Accept = everything) -> Iterator[Mutation]:
    """Yield imports to which neither a line of `allow` nor a ban applies, inside one domain where possible."""
    layers = list(case.examples)
    pair = next((pair for pair in product(layers, layers) if f"{pair[0]}-to-{pair[1]}" == law), None)
    if pair is None:
        return  # A line of `allow`, which is at fault and has no modules.
    source, target = pair
    modules = case.codebase.places
    sources = _kinds_of(case, (module for module in modules if modules[module].layer == source), as_importers=True)
    targets = sorted(module for module in modules if modules[module].layer == target)
    if accept is everything:
        targets = _with_twins(case, sources, targets)

    def is_denied(importer: str, imported: str, kind: ImportKind) -> bool:
        permission = case.permission
        return not permission.is_allowed(importer, imported, kind) and not permission.ban(importer, imported, kind)

    yield from _varied(case, _pairs(case, sources, targets, accept), is_denied)


def of_forbid(case: Case, law: Forbid, accept: Accept = everything) -> Iterator[Mutation]:
    """Yield imports to which this ban applies, and no earlier one."""
    sources = _kinds_of(case, case.select.any_of(law.sources), as_importers=True)
    targets = sorted(case.select.any_of(law.targets))
    if accept is everything:
        targets = _with_twins(case, sources, targets)

    def is_banned(importer: str, imported: str, kind: ImportKind) -> bool:
        return case.permission.ban(importer, imported, kind) is law

    yield from _varied(case, _pairs(case, sources, targets, accept), is_banned)
    example = next((edge.imported for edge in case.codebase.externals), "somewhere_else")
    names = (example if each.name == EVERYTHING else each.name for each in law.externals)
    outside = [pair for pair in product(sources, names) if accept(*pair)]
    yield from _varied(case, outside, lambda _importer, _imported, kind: kind in law.kinds)


def of_quarantine(case: Case, law: Quarantine) -> Iterator[Mutation]:
    """Yield imports from outside, first of modules in no layer, because no other law applies to their imports."""
    inside = case.select.any_of(law.modules)
    outside = case.codebase.modules - inside
    unplaced = {module for module in outside if not case.codebase.places.get(module)}
    groups = unplaced, outside - unplaced
    sources = [module for group in groups for module in _kinds_of(case, group, as_importers=True)]
    for importer, imported in product(sources, _kinds_of(case, inside)[:2]):
        yield importing(case.codebase, importer, imported)


def of_acyclic(case: Case, law: Acyclic) -> Iterator[Mutation]:
    """Yield imports against the direction of existing ones, then pairs of imports between parts without any."""
    parts = part_of(case, law)
    kind = next(kind for kind in ImportKind if kind in law.kinds)
    members = by_key((part, module) for module, part in parts.items())
    arcs = between(case, law, parts)
    back = [(target, source) for source, target in sorted(arcs) if (target, source) not in arcs]
    for legal_only in (True, False):
        for source, target in back:
            sources = _kinds_of(case, members[source], as_importers=True)
            pairs = product(sources, _kinds_of(case, members[target]))
            fit = (pair for pair in pairs if not legal_only or case.permission.is_legal(*pair, (kind,)))
            yield from (importing(case.codebase, *pair, kind) for pair in islice(fit, 2))
    ends = [(_kinds_of(case, members[part], as_importers=True) or [""])[0] for part in sorted(members)]
    for one, other in islice(((a, b) for a, b in product(ends, ends) if a and b and a < b), FIRST):
        yield both(importing(case.codebase, one, other, kind), importing(case.codebase, other, one, kind))


def of_require(case: Case, law: Require) -> Iterator[Mutation]:
    """Yield subjects without the imports that meet the obligation, and files that write as much as binds them."""
    targets = case.select.any_of(law.targets)
    backwards = [(statement.imported, statement.importer) for statement in case.codebase.imports]
    for subject, modules in sorted(subjects_of(case, law).items()):
        if answer(case, law, modules, targets).meets(law):
            yield _without(case, subject, modules, reachable(targets, backwards))
    if law.writes_models:
        tables = tuple(f"{module}.{name}" for module, name in sorted(case.codebase.tables))[: law.writes_models]
        writes = tuple(Write(1, 1, "add", model, "") for model in tables)
        for module in sorted(case.within(law.within) - targets):
            if module in case.codebase.facts and not models_written_by(case, module).models and len(tables) > 1:
                yield saying(case.codebase, module, "writes", writes, f"writes of {' and '.join(tables)}")


def _without(case: Case, subject: str, modules: tuple[str, ...], leading: frozenset[str]) -> Mutation:
    gone: dict[str, frozenset[int]] = {}
    for module in modules:
        edges = case.codebase.imports_by_importer.get(module, ())
        lines = frozenset(edge.line for edge in edges if edge.imported in leading)
        gone |= {module: lines} if lines else {}
    paths = case.codebase.paths
    places = [f"{paths[module]}:{line}" for module, lines in sorted(gone.items()) for line in sorted(lines)]
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return dropping(f"- the import at {places[0]}{more}, for {subject}", gone)


def _kinds_of(case: Case, modules: Iterable[str], *, as_importers: bool = False) -> list[str]:
    """Return one module for each profile that the laws distinguish, files rather than folders; sorted.

    Args:
        case: The code base and its topology.
        modules: To choose from.
        as_importers: Leave out what has no file that could import something.
    """
    found: dict[RuleProfile, str] = {}
    codebase = case.codebase
    for module in sorted(modules, key=lambda module: (module not in codebase.paths, module)):
        if module in codebase.facts or not as_importers:
            found.setdefault(case.permission.profile(module), module)
    return sorted(found.values())


def _with_twins(case: Case, sources: Iterable[str], targets: Collection[str]) -> list[str]:
    """Return one target for each profile, and for those that are sources, too, another one that these can import."""
    kinds = _kinds_of(case, targets)
    own = frozenset(sources)
    alone = {case.permission.profile(module) for module in kinds if module in own}
    others = (module for module in targets if module not in own and case.permission.profile(module) in alone)
    return [*kinds, *_kinds_of(case, others)]


def _pairs(case: Case, sources: Iterable[str], targets: Collection[str], accept: Accept) -> list[Pair]:
    """Return the pairs to try, those of one domain first; a module that imports itself is no dependency."""
    places = case.codebase.places
    first = frozenset(_kinds_of(case, targets))

    def order(pair: Pair) -> tuple[int, bool, Pair]:
        ours, theirs = (places[module].axes if module in places else {} for module in pair)
        return sum(theirs.get(axis, value) != value for axis, value in ours.items()), pair[1] not in first, pair

    every = islice(product(sources, targets), MOST_PAIRS)
    return sorted((pair for pair in every if pair[0] != pair[1] and accept(*pair)), key=order)


def _varied(case: Case, pairs: list[Pair], fits: Callable[[str, str, ImportKind], bool]) -> Iterator[Mutation]:
    """Yield plain imports for the first pairs, then imports of other kinds, then plain ones for the other pairs."""
    plain = [pair for pair in pairs if fits(*pair, ImportKind.RUNTIME)]
    yield from (importing(case.codebase, *pair) for pair in plain[:FIRST])
    for kind in (ImportKind.TYPING, ImportKind.LAZY, ImportKind.DYNAMIC):
        fit = (pair for pair in pairs if fits(*pair, kind))
        yield from (importing(case.codebase, *pair, kind) for pair in islice(fit, FIRST // 2))
    yield from (importing(case.codebase, *pair) for pair in plain[FIRST:])
