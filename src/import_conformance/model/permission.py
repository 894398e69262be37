"""What the law says of one edge: which line allows it, which ban forbids it, and what would have been legal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_conformance.model.codebase import Import, Place
from import_conformance.model.patterns.pattern import Capture
from import_conformance.model.placement import names, needs_name
from import_conformance.model.topology import ALL_KINDS, RUNNING_KINDS, Allow, Forbid, ImportKind, Selector, Topology


@dataclass(frozen=True)
class RuleProfile:
    """All that `allow` and `forbid` can say about a module: its place, and which lines name it on each side (bits).

    ends: for the bans with several selectors in `from`, which of them name it (bits): inside each, nothing is banned.
    """

    place: Place | None
    axes: tuple[tuple[str, str], ...]
    as_source: int
    as_target: int
    banned_as_source: int
    banned_as_target: int
    ends: int = 0


# A law for each pair of layers can be read and counted up to so many pairs. In larger topologies only pairs between
# which there are imports are laws, and compiled contracts name layers instead of modules.
MOST_PAIRS = 10_000


def is_large(topology: Topology) -> bool:
    """True where the pairs of layers are too many for a law each."""
    return len(topology.layers) ** 2 > MOST_PAIRS


class Permission:
    """Answers questions about edges between modules, by the `allow` and `forbid` sections alone.

    Modules with equal stands get equal answers, so each pair of stands is worked out once; a module and itself are no
    edge. modules: all of the code base; those with a place when it is not given.
    """

    def __init__(self, topology: Topology, places: Mapping[str, Place], modules: Collection[str] | None = None) -> None:
        self.topology = topology
        self._places = places
        self._modules = places.keys() if modules is None else modules
        lines, bans = topology.allow, topology.forbid
        self._sides = (
            _Side([line.sources for line in lines]),
            _Side([line.targets for line in lines]),
            _Side([law.sources for law in bans]),
            _Side([law.targets for law in bans]),
            _Side([(selector,) for law in bans if len(law.sources) > 1 for selector in law.sources]),
        )
        self._lies_in_target: dict[tuple[int, int], bool] = {}
        self._stands: dict[str, RuleProfile] = {}
        self._one_of_each: dict[RuleProfile, RuleProfile] = {}
        self._answers: dict[tuple[int, int], tuple[Allow, ...]] = {}

    def stand(self, module: str) -> RuleProfile:
        """The stand of a module, which need not exist in the code: a place can be asked for by name."""
        if module not in self._stands:
            at = self._places.get(module)
            axes = tuple((capture.axis, capture.value) for capture in at.captures) if at else ()
            stand = RuleProfile(at, axes, *(side.bits(module, at) for side in self._sides))
            # Equal stands become one, so that pairs of them can be told by identity: hashing takes longer than asking.
            self._stands[module] = self._one_of_each.setdefault(stand, stand)
        return self._stands[module]

    def allowing(self, importer: str, imported: str) -> tuple[Allow, ...]:
        """The allow lines that let the importer import the other, whatever kinds of import they are limited to."""
        pair = self.stand(importer), self.stand(imported)
        key = id(pair[0]), id(pair[1])
        if key not in self._answers:
            self._answers[key] = tuple(line for line in self.naming(importer, imported) if not _differing(*pair, line))
        return self._answers[key]

    def naming(self, importer: str, imported: str) -> tuple[Allow, ...]:
        """The allow lines that name both ends on the right sides, whether or not their scope fits."""
        both = self.stand(importer).as_source & self.stand(imported).as_target
        return tuple(self.topology.allow[index] for index in _places_of(both))

    def differing(self, importer: str, imported: str, line: Allow) -> tuple[str, ...]:
        """The axes on which the ends differ although the line does not reach across them."""
        return _differing(self.stand(importer), self.stand(imported), line)

    def is_judged(self, importer: str, imported: str) -> bool:
        """True when default deny applies: there is an allow section and both ends have a place."""
        return bool(self.topology.allow and self.stand(importer).place and self.stand(imported).place)

    def leaves_open(self, importer: str, imported: str) -> bool:
        """True when there is an `allow` section and it does not apply to the edge: an end of it is in no layer."""
        return bool(self.topology.allow) and not self.is_judged(importer, imported)

    def is_allowed(self, importer: str, imported: str, kind: ImportKind) -> bool:
        """True when an allow line permits the edge for this kind of import."""
        return any(kind in line.kinds for line in self.allowing(importer, imported))

    def ban(self, importer: str, imported: str, kind: ImportKind) -> Forbid | None:
        """The first forbid law that an internal edge breaks."""
        both = self.stand(importer).banned_as_source & self.stand(imported).banned_as_target
        return self._first(both, (importer, imported), kind) if both else None

    def banned(self, statements: Iterable[Import]) -> Iterator[tuple[Import, Forbid]]:
        """Those internal imports that a forbid law speaks of, each with the first such law.

        The same as `ban` for each of them; what the laws say of a module is asked once, where it matters at all.
        """
        if not self.topology.forbid:
            return
        as_source, as_target = self._sides[2:4]
        sources: dict[str, int] = {}
        targets: dict[str, int] = {}
        for statement in statements:
            importer, imported = statement[0], statement[1]
            mine = sources.get(importer)
            if mine is None:
                mine = sources[importer] = as_source.bits(importer, self._places.get(importer))
            if not mine:
                continue
            its = targets.get(imported)
            if its is None:
                its = targets[imported] = as_target.bits(imported, self._places.get(imported))
            law = self._first(mine & its, (importer, imported), statement.kind) if mine & its else None
            if law:
                yield statement, law

    def _first(self, bits: int, ends: tuple[str, str], kind: ImportKind) -> Forbid | None:
        """The first of these forbid laws that an import of a kind breaks."""
        laws = ((at, self.topology.forbid[at]) for at in _places_of(bits))
        return next((law for at, law in laws if kind in law.kinds and not self._is_inside(at, *ends)), None)

    def _is_inside(self, at: int, importer: str, imported: str) -> bool:
        """True when an import from one end of a ban to the other stays inside one part, and so is no breach.

        What lies in `to` may import the rest of it. But a selector of `from` of which all modules lie in `to` would
        then forbid nothing: such a part may import itself alone.
        """
        if importer == imported:
            return True
        if not self._sides[3].bits(importer, self._places.get(importer)) >> at & 1:
            return False
        for index, source in enumerate(self.topology.forbid[at].sources):
            is_bound = names(source, importer, self._places.get(importer))
            if is_bound and not names(source, imported, self._places.get(imported)) and self._is_part(at, index):
                return False
        return True

    def _is_part(self, at: int, index: int) -> bool:
        """True when all modules of a selector of `from` lie in `to` of the ban."""
        if (at, index) not in self._lies_in_target:
            source = self.topology.forbid[at].sources[index]
            given = ((module, self._places.get(module)) for module in self._modules)
            self._lies_in_target[at, index] = all(
                self._sides[3].bits(module, place) >> at & 1 for module, place in given if names(source, module, place)
            )
        return self._lies_in_target[at, index]

    def can_diverge(self, importer: str, imported: str) -> bool:
        """True when some kind of import between two placed modules is one that no line allows and no ban speaks of."""
        if not self.is_judged(importer, imported):
            return False
        denied = ALL_KINDS.difference(*(line.kinds for line in self.allowing(importer, imported)))
        return any(not self.ban(importer, imported, kind) for kind in denied)

    def is_legal(self, importer: str, imported: str, kinds: Iterable[ImportKind] = RUNNING_KINDS) -> bool:
        """True when an import of one of these kinds would break neither `forbid` nor `allow`.

        Where there is an allow section, an edge with an unplaced end is not legal: nothing allows it.
        """
        return any(
            not self.ban(importer, imported, kind)
            and (not self.topology.allow or self.is_allowed(importer, imported, kind))
            for kind in kinds
        )

    def is_legal_import(self, statement: Import) -> bool:
        """True when an import that exists breaks neither `forbid` nor `allow`."""
        return self.is_legal(statement.importer, statement.imported, (statement.kind,))


class _Side:
    """One side of a section: which of its lines name a module, as bits.

    Most selectors speak of a place alone, of its layer or of one of its values: those are looked up.
    """

    def __init__(self, lines: Sequence[tuple[Selector, ...]]) -> None:
        self._of_layer: dict[str, int] = {}
        self._of_value: dict[str, int] = {}
        for at, line in enumerate(lines):
            for selector in line:
                if selector.layer:
                    self._of_layer[selector.layer] = self._of_layer.get(selector.layer, 0) | 1 << at
                elif selector.value and not needs_name(selector):
                    self._of_value[selector.value] = self._of_value.get(selector.value, 0) | 1 << at
        self._by_name = [(1 << at, tuple(filter(_needs_match, line))) for at, line in enumerate(lines)]
        self._by_name = [(bit, selectors) for bit, selectors in self._by_name if selectors]
        self._known: dict[tuple[str, tuple[Capture, ...]] | None, int] = {}
        # What is claimed by a plain name is claimed with everything below it: the bits of a package are its modules'.
        self._below: dict[str, int] = {}
        for at, line in enumerate(lines):
            for selector in line:
                if selector.pattern and selector.pattern.is_name:
                    self._below[selector.pattern.text] = self._below.get(selector.pattern.text, 0) | 1 << at
        self._inherited: dict[str, int] = {"": 0}

    def bits(self, module: str, at: Place | None) -> int:
        """The lines that name the module at its place."""
        key = (at.layer, at.captures) if at else None
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._of_place(at) if at else 0
        if self._below:
            found |= self._by_plain_names(module)
        for bit, selectors in self._by_name:
            if not found & bit and any(names(s, module, at) for s in selectors):
                found |= bit
        return found

    def _of_place(self, at: Place) -> int:
        """The lines that name a place, whatever module stands there."""
        found = self._of_layer.get(at.layer, 0)
        for capture in at.captures:
            found |= self._of_value.get(capture.value, 0) | self._of_value.get(f"{capture.axis}={capture.value}", 0)
        return found

    def _by_plain_names(self, module: str) -> int:
        """The lines that name the module, or a package above it, in full."""
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


def _places_of(bits: int) -> Iterator[int]:
    """The places of the ones in a number, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _differing(importer: RuleProfile, imported: RuleProfile, line: Allow) -> tuple[str, ...]:
    theirs = dict(imported.axes)
    return tuple(axis for axis, value in importer.axes if axis not in line.across and theirs.get(axis, value) != value)
