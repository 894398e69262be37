"""Duplicates: modules that copy an owner's module, or each other across an axis (the `own` section)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, groupby, product
from math import ceil
from posixpath import basename
from typing import NamedTuple, TypeVar

from import_conformance.model.base.facts import Shape
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Confidence, Finding, Kind, Related
from import_conformance.model.language.phrases import enumerated, texts
from import_conformance.model.likeness import Likeness
from import_conformance.model.topology import Own, Problem
from import_conformance.rules.shared.base import Case, Judgement, Side

RULE = "own"
# About 17 lines of code, at 4.5 shingles a line. Shorter files are alike by chance. Files that only re-export names
# have one token for each import and stay below this number whatever their length.
FEWEST_SHINGLES = 80
# Files with at least this many statements that differ only in local names are copies, however short they are.
FEWEST_STATEMENTS = 5

# Up to this many new contents, comparing each with all others is faster than the prefix filter over all contents.
FEW = 24

# Migrations and tests: such a file repeats code from elsewhere, and nothing should import it.
_FOLLOWERS = re.compile(
    r"/(?:(?:[^/]*_)?migrations?|alembic|versions|tests?|testing|conftest\.py|tests?\.py|test_[^/]*\.py|[^/]*_tests?\.py)"
    r"(?:/|$)"
)

Pair = tuple[str, str]
K = TypeVar("K", str, bytes)


class Copy(NamedTuple):
    """A module that resembles the owner's too much, by their Jaccard index."""

    module: str
    owner: str
    similarity: float

    @property
    def pair(self) -> frozenset[str]:
        """Both modules."""
        return frozenset((self.module, self.owner))


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each law of the section."""
    laws = tuple(law for law in case.topology.of(Own) if not law.symbols)
    found = judge_all(laws, case)
    for law in laws:
        subjects = {case.subject(module) for module in _scope(law, case)}
        yield Judgement.of(law, RULE, subjects, found[law.id], _vacuous(law, case))


def judge_all(laws: Sequence[Own], case: Case) -> dict[str, list[Finding]]:
    """Return the findings of each law, by its id.

    A pair that a law with an owner reports is not reported again by a law without one.
    """
    if not laws:
        return {}
    shapes = _comparable(case.codebase, frozenset().union(*(_scope(law, case) | _owners(law, case) for law in laws)))
    pairs = _alike(shapes, min(law.similarity for law in laws), case.codebase.likeness)
    owned: set[frozenset[str]] = set()
    found: dict[str, list[Finding]] = {}
    for law in sorted(laws, key=lambda law: not law.owner):
        near = {pair: index for pair, index in pairs.items() if index >= law.similarity}
        copies = _owned(law, case, near) if law.owner else _between(law, case, near)
        if law.owner:
            owned.update(copy.pair for copy in copies)
            copies = [next(group) for _, group in groupby(copies, key=lambda copy: copy.module)]
        found[law.id] = [_finding(case, law, copy, shapes) for copy in copies if law.owner or copy.pair not in owned]
    return found


def similar_pairs(sets: Mapping[K, frozenset[int]], least: float) -> dict[tuple[K, K], float]:
    """Return every pair of sets with a Jaccard index of at least `least` (more than 0), with that index.

    Exact without comparing all pairs (prefix filtering): where k elements of a set may be missing from one that is
    alike, the other set has at least one of its k + 1 rarest elements. Nearly all files have that many elements of
    their own and drop out.
    """
    # Most elements occur in one set only, and so connect it with no other.
    spread = {one: number for one, number in Counter(chain.from_iterable(sets.values())).items() if number > 1}
    shared = frozenset(spread)
    holders: dict[int, list[K]] = defaultdict(list)
    found: dict[tuple[K, K], float] = {}
    for name in sorted(sets):
        others: set[K] = set()
        for element in _rarest(sets[name] & shared, len(sets[name]), spread, least):
            others.update(holders[element])
            holders[element].append(name)
        indices = {(other, name): jaccard(sets[other], sets[name]) for other in others}
        found |= {pair: index for pair, index in indices.items() if index >= least}
    return dict(sorted(found.items()))


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of all elements that both sets have."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared or 1)


def _rarest(shared: frozenset[int], size: int, spread: Mapping[int, int], least: float) -> list[int]:
    """Return those elements of a set of which it must share one with each set that is alike.

    Args:
        shared: The elements of the set that occur in other sets.
        size: The number of all elements of the set.
        spread: The number of sets in which each element occurs.
        least: The Jaccard index from which sets are alike.
    """
    enough = len(shared) - ceil(least * size - 1e-9) + 1
    return sorted(shared, key=lambda element: (spread[element], element))[:enough] if enough > 0 else []


def _alike(shapes: Mapping[str, Shape], least: float, known: Likeness) -> dict[Pair, float]:
    """Return the pairs of modules that are alike.

    Files that are equal up to local names are compared with the others only once.
    """
    same: dict[bytes, list[str]] = defaultdict(list)
    for module in sorted(shapes):
        same[shapes[module].outline].append(module)
    pairs = {pair: 1.0 for modules in same.values() for pair in combinations(modules, 2)}
    every = {outline: shapes[modules[0]].shingles for outline, modules in same.items()}
    sets = {outline: shingles for outline, shingles in every.items() if len(shingles) >= FEWEST_SHINGLES}
    for (one, other), index in _indices(sets, least, known).items():
        pairs |= {(min(pair), max(pair)): index for pair in product(same[one], same[other])}
    return dict(sorted(pairs.items()))


def _indices(sets: Mapping[bytes, frozenset[int]], least: float, cached: Likeness) -> dict[tuple[bytes, bytes], float]:
    """Return the Jaccard index of each pair of contents that are alike, from the cache where it is there."""
    fresh = sets.keys() - cached.compared
    if not cached.knows(least) or len(fresh) > FEW:
        found = similar_pairs(sets, least)
    else:
        found = {pair: index for pair, index in cached.indices.items() if index >= least and sets.keys() >= {*pair}}
        for one in sorted(fresh):
            for other in sets:
                if not (other in fresh and other <= one):
                    index = jaccard(sets[one], sets[other])
                    found |= {(min(one, other), max(one, other)): index} if index >= least else {}
    if sets.keys() != cached.compared:
        cached.learn(least, sets, found)
    return found


def _comparable(codebase: Codebase, modules: Iterable[str]) -> dict[str, Shape]:
    """Return the structure of each of the modules that has a file with enough code to be a copy."""
    known = {module: codebase.facts[module].shape for module in modules if module in codebase.facts}
    shapes = {module: shape for module, shape in known.items() if shape and module in codebase.paths}
    return {
        module: shape
        for module, shape in shapes.items()
        if shape.statements >= FEWEST_STATEMENTS or len(shape.shingles) >= FEWEST_SHINGLES
    }


def _owners(law: Own, case: Case) -> frozenset[str]:
    return case.select.any_of(law.owner)


def _scope(law: Own, case: Case) -> frozenset[str]:
    """Return the modules that may be copies."""
    return case.within(law.among) - _owners(law, case)


def _owned(law: Own, case: Case, near: Mapping[Pair, float]) -> list[Copy]:
    """Return each copy with each owner's module that it resembles: the most similar first, then the same file name."""
    owners, scope, paths = _owners(law, case), _scope(law, case), case.codebase.paths
    both_ways = [(one, other, index) for pair, index in near.items() for one, other in (pair, pair[::-1])]
    copies = [Copy(one, other, index) for one, other, index in both_ways if one in scope and other in owners]

    def rank(copy: Copy) -> tuple[str, float, bool, str]:
        path, owner = paths[copy.module], paths[copy.owner]
        return path, -copy.similarity, basename(path) != basename(owner), owner

    return sorted(copies, key=rank)


def _between(law: Own, case: Case, near: Mapping[Pair, float]) -> list[Copy]:
    """Return each pair whose values differ on the axis.

    The file that comes first in the order of paths counts as the original; a migration or a test does so only where
    both files are one.
    """
    scope, paths, places = _scope(law, case), case.codebase.paths, case.codebase.places
    values = {module: places[module].axes.get(law.between or "") for module in scope & places.keys()}
    valued = [(pair, values.get(pair[0]), values.get(pair[1])) for pair in near]
    apart = [pair for pair, one, other in valued if None not in (one, other) and one != other]

    def rank(module: str) -> tuple[bool, str]:
        return bool(_FOLLOWERS.search(f"/{paths[module]}")), paths[module]

    copies = [Copy(max(pair, key=rank), min(pair, key=rank), near[pair]) for pair in apart]
    return sorted(copies, key=lambda copy: (paths[copy.module], paths[copy.owner]))


def _vacuous(law: Own, case: Case) -> Iterator[Problem]:
    yield from case.unmatched(law, f"own.{law.id}", (*law.owner, *law.among))
    if not law.optional and not _scope(law, case):
        yield case.problem(law.position, f"own.{law.id} leaves no module in which a copy could be found")


def _finding(case: Case, law: Own, copy: Copy, shapes: Mapping[str, Shape]) -> Finding:
    shape, original = shapes[copy.module], shapes[copy.owner]
    owner = case.codebase.paths[copy.owner]
    is_same = shape.digest == original.digest
    similarity = 1.0 if is_same else shown_similarity(copy.similarity)
    differing, functions = _differing(shape, original)
    if is_same:
        what = f"the same code as {owner} (only comments, docstrings or layout differ)"
    elif shape.outline == original.outline:
        what = f"the same code as {owner}; only names of local variables differ"
    else:
        what = f"{round(100 * similarity)} % the same code as {owner}; {_where(differing, functions)}"
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.DUPLICATE,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[copy.module],
        line=1,
        column=1,
        identity=owner,
        message=f"{case.who(copy.module)} is {what}",
        because=law.because,
        fix=law.fix or f"delete the copy and import {copy.owner}",
        confidence=Confidence.CERTAIN if is_same else Confidence.LIKELY,
        related=(Related(owner, 1, copy.owner, "the owner"),),
        details={"owner": owner, "similarity": similarity, "differs": differing},
        **case.location(copy.module),
    )


def shown_similarity(index: float) -> float:
    """Return the figure that is shown for a Jaccard index: two decimals, and 1 for nothing but equal code."""
    return min(0.99, round(index, 2))


def _where(differing: list[str], functions: int) -> str:
    """Return a phrase about the functions in which two files differ."""
    if not differing:
        return "the difference lies outside its functions"
    verb = "differs" if len(differing) == 1 else "differ"
    return f"{len(differing)} of {functions} functions {verb}: {enumerated(differing)}"


def _differing(shape: Shape, original: Shape) -> tuple[list[str], int]:
    """Return the functions without an equal in the other file, those of the copy first, and the number of functions."""
    common = {digest for _, digest in shape.functions} & {digest for _, digest in original.functions}
    different = dict.fromkeys(name for name, digest in (*shape.functions, *original.functions) if digest not in common)
    return list(different), len({*different, *(name for name, _ in shape.functions)})


def sides(case: Case, law: Own) -> Iterator[Side]:
    """Yield where copies are looked for, and the originals."""
    owners = case.select.any_of(law.owner)
    among = case.within(law.among) - owners
    if law.symbols:
        yield f"may not define {enumerated(law.symbols)}, which {texts(law.owner)} owns", among
        yield f"is the home of {enumerated(law.symbols)}", owners
    elif law.owner:
        yield f"may hold no copy of a module of {texts(law.owner)}", among
        yield "is the original that no other module may copy", owners
    else:
        yield f"may not be a copy of a module of another {law.between}", among
