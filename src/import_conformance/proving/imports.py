"""Changes that must break the laws about imports: layers, forbid, quarantine, acyclic, require."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice, product

from import_conformance.model.by_key import by_key
from import_conformance.model.facts import Write
from import_conformance.model.laws.law import EVERYTHING
from import_conformance.model.permission import RuleProfile
from import_conformance.model.topology import Acyclic, Forbid, ImportKind, Quarantine, Require
from import_conformance.proving.material import Mutation, both, dropping, importing, saying
from import_conformance.rules.acyclic import between, part_of
from import_conformance.rules.require import answer, subjects_of
from import_conformance.rules.shared.base import Case
from import_conformance.rules.shared.writes import models_written_by

Pair = tuple[str, str]
Accept = Callable[[str, str], bool]
# Pairs tried with the plainest kind of import before other kinds get their turn.
FIRST = 10
# Pairs looked at before the search is given up: enough for each kind of module of a large code base to meet each other.
MOST_PAIRS = 40_000


def everything(_importer: str, _imported: str) -> bool:
    """Accept each pair of modules."""
    return True


def of_layers(case: Case, law: str, accept: Accept = everything) -> Iterator[Mutation]:
    """An import that neither a line of `allow` nor a ban speaks of; it stays in one domain where it can."""
    layers = list(case.examples)
    source, target = next(pair for pair in product(layers, layers) if f"{pair[0]}-to-{pair[1]}" == law)
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
    """An import that the ban speaks of, and none before it."""
    sources = _kinds_of(case, case.select.any_of(law.sources), as_importers=True)
    targets = sorted(case.select.any_of(law.targets))
    if accept is everything:
        targets = _with_twins(case, sources, targets)

    def is_banned(importer: str, imported: str, kind: ImportKind) -> bool:
        return case.permission.ban(importer, imported, kind) is law

    yield from _varied(case, _pairs(case, sources, targets, accept), is_banned)
    known = (edge.imported for edge in case.codebase.externals)
    example = next(known, "somewhere_else")
    names = (example if each.name == EVERYTHING else each.name for each in law.externals)
    outside = [pair for pair in product(sources, names) if accept(*pair)]
    yield from _varied(case, outside, lambda _importer, _imported, kind: kind in law.kinds)


def of_quarantine(case: Case, law: Quarantine) -> Iterator[Mutation]:
    """An import from outside; modules in no layer first, for no other law speaks of their imports."""
    inside = case.select.any_of(law.modules)
    outside = [module for module in case.codebase.modules - inside if not case.codebase.places.get(module)]
    placed = case.codebase.modules - inside - frozenset(outside)
    sources = [*_kinds_of(case, outside, as_importers=True), *_kinds_of(case, placed, as_importers=True)]
    for importer, imported in product(sources, _kinds_of(case, inside)[:2]):
        yield importing(case.codebase, importer, imported)


def of_acyclic(case: Case, law: Acyclic) -> Iterator[Mutation]:
    """An import against the direction of an edge that is there, or two imports where there is none."""
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
    """A subject without the imports by which it meets the obligation, or a file that writes as much as binds it."""
    targets = case.select.any_of(law.targets)
    for subject, modules in sorted(subjects_of(case, law).items()):
        if answer(case, law, modules, targets).meets(law):
            yield _without(case, subject, modules, _leading_to(case, targets))
    if law.writes_models:
        tables = tuple(f"{module}.{name}" for module, name in sorted(case.codebase.tables))[: law.writes_models]
        writes = tuple(Write(1, 1, "add", model, "") for model in tables)
        for module in sorted(case.within(law.within) - targets):
            if module in case.codebase.facts and not models_written_by(case, module).models and len(tables) > 1:
                yield saying(case.codebase, module, "writes", writes, f"writes of {' and '.join(tables)}")


def _without(case: Case, subject: str, modules: tuple[str, ...], leading: frozenset[str]) -> Mutation:
    gone = {
        module: frozenset(e.line for e in case.codebase.imports_by_importer.get(module, ()) if e.imported in leading)
        for module in modules
    }
    gone = {module: lines for module, lines in gone.items() if lines}
    places = [
        f"{case.codebase.paths[module]}:{line}" for module, lines in sorted(gone.items()) for line in sorted(lines)
    ]
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return dropping(f"- the import at {places[0]}{more}, for {subject}", gone)


def _leading_to(case: Case, targets: frozenset[str]) -> frozenset[str]:
    """The modules from which some chain of imports leads to a target, the targets among them."""
    importers = by_key((statement.imported, statement.importer) for statement in case.codebase.imports)
    seen, pending = set(targets), list(targets)
    while pending:
        fresh = [module for module in importers.get(pending.pop(), ()) if module not in seen]
        seen.update(fresh)
        pending += fresh
    return frozenset(seen)


def _kinds_of(case: Case, modules: Iterable[str], *, as_importers: bool = False) -> list[str]:
    """One module for each answer that the law may give, files before folders; sorted."""
    found: dict[RuleProfile, str] = {}
    codebase = case.codebase
    for module in sorted(modules, key=lambda module: (module not in codebase.paths, module)):
        if module in codebase.facts or not as_importers:
            found.setdefault(case.permission.profile(module), module)
    return sorted(found.values())


def _with_twins(case: Case, sources: Iterable[str], targets: Collection[str]) -> list[str]:
    """One target for each answer, and for those that are sources, too, another one that these can import."""
    kinds = _kinds_of(case, targets)
    own = frozenset(sources)
    alone = {case.permission.profile(module) for module in kinds if module in own}
    others = (module for module in targets if module not in own and case.permission.profile(module) in alone)
    return [*kinds, *_kinds_of(case, others)]


def _pairs(case: Case, sources: Iterable[str], targets: Collection[str], accept: Accept) -> list[Pair]:
    """The pairs to try: those of one domain first; a module that imports itself is no dependency."""
    places = case.codebase.places

    first = frozenset(_kinds_of(case, targets))

    def order(pair: Pair) -> tuple[int, bool, Pair]:
        at, there = (places[module].axes if module in places else {} for module in pair)
        return sum(there.get(axis, value) != value for axis, value in at.items()), pair[1] not in first, pair

    met = islice(product(sources, targets), MOST_PAIRS)
    return sorted((pair for pair in met if pair[0] != pair[1] and accept(*pair)), key=order)


def _varied(case: Case, pairs: list[Pair], fits: Callable[[str, str, ImportKind], bool]) -> Iterator[Mutation]:
    """Plain imports for the first pairs, then the other kinds, then the remaining pairs."""
    plain = [pair for pair in pairs if fits(*pair, ImportKind.RUNTIME)]
    yield from (importing(case.codebase, *pair) for pair in plain[:FIRST])
    for kind in (ImportKind.TYPING, ImportKind.LAZY, ImportKind.DYNAMIC):
        fit = (pair for pair in pairs if fits(*pair, kind))
        yield from (importing(case.codebase, *pair, kind) for pair in islice(fit, FIRST // 2))
    yield from (importing(case.codebase, *pair) for pair in plain[FIRST:])
