"""What the law says about one edge: which line allows it, which ban forbids it, and what would have been legal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_conformance.model.codebase import Import, Place
from import_conformance.model.patterns.pattern import Capture
from import_conformance.model.placement import names, needs_name
from import_conformance.model.topology import ALL_KINDS, RUNNING_KINDS, Allow, Forbid, ImportKind, Selector, Topology


@dataclass(frozen=True)
class RuleProfile:
    """Everything that `allow` and `forbid` can say about a module; modules with equal profiles get equal answers.

    In the bit sets, bit n stands for the n-th line or law of its section.

    Attributes:
        as_source: The lines of `allow` that name it on the left.
        as_target: The lines of `allow` that name it on the right.
        banned_as_source: The laws of `forbid` that name it in `from`.
        banned_as_target: The laws of `forbid` that name it in `to`.
        ends: For the bans with several selectors in `from`, which of these name it: inside each of them, nothing is
            banned.
    """

    place: Place | None
    axes: tuple[tuple[str, str], ...]
    as_source: int
    as_target: int
    banned_as_source: int
    banned_as_target: int
    ends: int = 0


# Up to this many pairs of layers, each pair is a law. In larger topologies only pairs with imports between them are
# laws, and compiled contracts name layers instead of modules.
MOST_PAIRS = 10_000


def is_large(topology: Topology) -> bool:
    """Return True where the pairs of layers are too many for a law each."""
    return len(topology.layers) ** 2 > MOST_PAIRS


class Permission:
    """Answers questions about edges between modules, by the `allow` and `forbid` sections alone.

    Modules with equal profiles get equal answers, so each pair of profiles is worked out once. A module and itself are
    no edge.
    """

    def __init__(self, topology: Topology, places: Mapping[str, Place], modules: Collection[str] | None = None) -> None:
        self.topology = topology
        self._places = places
        self._modules = places.keys() if modules is None else modules
        lines, bans = topology.of(Allow), topology.of(Forbid)
        self._sides = (
            _Side([line.sources for line in lines]),
            _Side([line.targets for line in lines]),
            _Side([law.sources for law in bans]),
            _Side([law.targets for law in bans]),
            _Side([(selector,) for law in bans if len(law.sources) > 1 for selector in law.sources]),
        )
        self._lies_in_target: dict[tuple[int, int], bool] = {}
        self._profiles: dict[str, RuleProfile] = {}
        self._one_of_each: dict[RuleProfile, RuleProfile] = {}
        self._answers: dict[tuple[int, int], tuple[Allow, ...]] = {}

    def profile(self, module: str) -> RuleProfile:
        """Return the profile of a module, which need not exist in the code."""
        if module not in self._profiles:
            place = self._places.get(module)
            axes = tuple((capture.axis, capture.value) for capture in place.captures) if place else ()
            profile = RuleProfile(place, axes, *(side.bits(module, place) for side in self._sides))
            # Equal profiles become one object, so that pairs can be compared by identity, which is faster than hashing.
            self._profiles[module] = self._one_of_each.setdefault(profile, profile)
        return self._profiles[module]

    def allowing(self, importer: str, imported: str) -> tuple[Allow, ...]:
        """Return the allow lines that let the importer import the other module, for whatever kinds of import."""
        pair = self.profile(importer), self.profile(imported)
        key = id(pair[0]), id(pair[1])
        if key not in self._answers:
            self._answers[key] = tuple(line for line in self.naming(importer, imported) if not _differing(*pair, line))
        return self._answers[key]

    def naming(self, importer: str, imported: str) -> tuple[Allow, ...]:
        """Return the allow lines that name both ends on the right sides, whether or not their scope fits."""
        both = self.profile(importer).as_source & self.profile(imported).as_target
        return tuple(self.topology.of(Allow)[index] for index in _set_bits(both))

    def differing(self, importer: str, imported: str, line: Allow) -> tuple[str, ...]:
        """Return the axes on which the ends differ although the line does not reach across them."""
        return _differing(self.profile(importer), self.profile(imported), line)

    def is_judged(self, importer: str, imported: str) -> bool:
        """Return True when default deny applies: there is an allow section and both ends have a place."""
        return bool(self.topology.of(Allow) and self.profile(importer).place and self.profile(imported).place)

    def leaves_open(self, importer: str, imported: str) -> bool:
        """Return True when the `allow` section does not apply to the edge, because an end of it is in no layer."""
        return bool(self.topology.of(Allow)) and not self.is_judged(importer, imported)

    def is_allowed(self, importer: str, imported: str, kind: ImportKind) -> bool:
        """Return True when an allow line permits the edge for this kind of import."""
        return any(kind in line.kinds for line in self.allowing(importer, imported))

    def ban(self, importer: str, imported: str, kind: ImportKind) -> Forbid | None:
        """Return the first forbid law that an internal edge breaks."""
        both = self.profile(importer).banned_as_source & self.profile(imported).banned_as_target
        return self._first(both, (importer, imported), kind) if both else None

    def banned(self, statements: Iterable[Import]) -> Iterator[tuple[Import, Forbid]]:
        """Yield the internal imports that a forbid law bans, each with the first such law.

        The answers are those of `ban`; the bits of a module are computed once, and only where they matter.
        """
        if not self.topology.of(Forbid):
            return
        as_source, as_target = self._sides[2:4]
        sources: dict[str, int] = {}
        targets: dict[str, int] = {}
        for statement in statements:
            importer, imported = statement[0], statement[1]
            source_bits = sources.get(importer)
            if source_bits is None:
                source_bits = sources[importer] = as_source.bits(importer, self._places.get(importer))
            if not source_bits:
                continue
            target_bits = targets.get(imported)
            if target_bits is None:
                target_bits = targets[imported] = as_target.bits(imported, self._places.get(imported))
            both = source_bits & target_bits
            law = self._first(both, (importer, imported), statement.kind) if both else None
            if law:
                yield statement, law

    def _first(self, bits: int, ends: tuple[str, str], kind: ImportKind) -> Forbid | None:
        """Return the first of these forbid laws that an import of a kind breaks."""
        laws = ((index, self.topology.of(Forbid)[index]) for index in _set_bits(bits))
        return next((law for index, law in laws if kind in law.kinds and not self._is_inside(index, *ends)), None)

    def _is_inside(self, law: int, importer: str, imported: str) -> bool:
        """Return True when an import that a ban names stays inside one part, and so is no breach.

        A module in `to` may import the rest of `to`. But then a selector of `from` whose modules all lie in `to` would
        forbid nothing: such a part may import only itself.
        """
        if importer == imported:
            return True
        if not self._sides[3].bits(importer, self._places.get(importer)) >> law & 1:
            return False
        for index, source in enumerate(self.topology.of(Forbid)[law].sources):
            is_bound = names(source, importer, self._places.get(importer))
            if is_bound and not names(source, imported, self._places.get(imported)) and self._is_part(law, index):
                return False
        return True

    def _is_part(self, law: int, index: int) -> bool:
        """Return True when all modules of one selector of a ban's `from` lie in its `to`."""
        if (law, index) not in self._lies_in_target:
            source = self.topology.of(Forbid)[law].sources[index]
            given = ((module, self._places.get(module)) for module in self._modules)
            self._lies_in_target[law, index] = all(
                self._sides[3].bits(module, place) >> law & 1 for module, place in given if names(source, module, place)
            )
        return self._lies_in_target[law, index]

    def can_diverge(self, importer: str, imported: str) -> bool:
        """Return True when some kind of import between two placed modules is allowed by no line and named by no ban."""
        if not self.is_judged(importer, imported):
            return False
        denied = ALL_KINDS.difference(*(line.kinds for line in self.allowing(importer, imported)))
        return any(not self.ban(importer, imported, kind) for kind in denied)

    def is_legal(self, importer: str, imported: str, kinds: Iterable[ImportKind] = RUNNING_KINDS) -> bool:
        """Return True when an import of one of these kinds would break neither `forbid` nor `allow`.

        Where there is an allow section, an edge with an unplaced end is not legal, because nothing allows it.
        """
        return any(
            not self.ban(importer, imported, kind)
            and (not self.topology.of(Allow) or self.is_allowed(importer, imported, kind))
            for kind in kinds
        )

    def is_legal_import(self, statement: Import) -> bool:
        """Return True when an import that exists breaks neither `forbid` nor `allow`."""
        return self.is_legal(statement.importer, statement.imported, (statement.kind,))


class _Side:
    """One side of a section: which of its lines name a module, as bits.

    Most selectors name a layer or an axis value: those are looked up instead of matched.
    """

    def __init__(self, lines: Sequence[tuple[Selector, ...]]) -> None:
        self._of_layer: dict[str, int] = {}
        self._of_value: dict[str, int] = {}
        for index, line in enumerate(lines):
            for selector in line:
                if selector.layer:
                    self._of_layer[selector.layer] = self._of_layer.get(selector.layer, 0) | 1 << index
                elif selector.value and not needs_name(selector):
                    self._of_value[selector.value] = self._of_value.get(selector.value, 0) | 1 << index
        self._by_name = [(1 << index, tuple(filter(_needs_match, line))) for index, line in enumerate(lines)]
        self._by_name = [(bit, selectors) for bit, selectors in self._by_name if selectors]
        self._known: dict[tuple[str, tuple[Capture, ...]] | None, int] = {}
        # A plain name claims everything below it, so the modules of a package inherit its bits.
        self._below: dict[str, int] = {}
        for index, line in enumerate(lines):
            for selector in line:
                if selector.pattern and selector.pattern.is_name:
                    self._below[selector.pattern.text] = self._below.get(selector.pattern.text, 0) | 1 << index
        self._inherited: dict[str, int] = {"": 0}

    def bits(self, module: str, place: Place | None) -> int:
        """Return the lines that name a module with this place."""
        key = (place.layer, place.captures) if place else None
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._of_place(place) if place else 0
        if self._below:
            found |= self._by_plain_names(module)
        for bit, selectors in self._by_name:
            if not found & bit and any(names(s, module, place) for s in selectors):
                found |= bit
        return found

    def _of_place(self, place: Place) -> int:
        """Return the lines that name a place, whatever module is there."""
        found = self._of_layer.get(place.layer, 0)
        for capture in place.captures:
            found |= self._of_value.get(capture.value, 0) | self._of_value.get(f"{capture.axis}={capture.value}", 0)
        return found

    def _by_plain_names(self, module: str) -> int:
        """Return the lines that name the module, or a package above it, in full."""
        unknown: list[str] = []
        name = module
        while name not in self._inherited:
            unknown.append(name)
            name = name.rpartition(".")[0]
        found = self._inherited[name]
        for name in reversed(unknown):
            found |= self._below.get(name, 0)
            self._inherited[name] = found
        return found


def _needs_match(selector: Selector) -> bool:
    return needs_name(selector) and not (selector.pattern and selector.pattern.is_name)


def _set_bits(bits: int) -> Iterator[int]:
    """Yield the indices of the set bits of a number, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _differing(importer: RuleProfile, imported: RuleProfile, line: Allow) -> tuple[str, ...]:
    other = dict(imported.axes)
    return tuple(axis for axis, value in importer.axes if axis not in line.across and other.get(axis, value) != value)
