"""Which module stands where, and which modules a law speaks of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from import_conformance.model.codebase import Place
from import_conformance.model.laws.law import LAYER_PREFIX
from import_conformance.model.patterns.pattern import Capture, Pattern
from import_conformance.model.topology import Selector, Topology

Rank = tuple[int, int, bool, bool]


class Clash(NamedTuple):
    """A module that patterns of two layers claim with equal right."""

    module: str
    first: Place
    second: Place

    @property
    def patterns(self) -> tuple[str, str]:
        """The two patterns, which are what must be changed."""
        return self.first.by.pattern.text, self.second.by.pattern.text


def place(module: str, topology: Topology) -> Place | Clash | None:
    """The place of a dotted module name.

    Of all patterns that claim it, the one with most literal segments has it; of equal ones that without captures, then
    the one whose captures are all declared values.
    """
    # A code base asks for each of its modules several times; the topology remembers, for the answer rests on it alone.
    known = topology.placed
    if module not in known:
        known[module] = _place(module, topology)
    found = known[module]
    return found if isinstance(found, Place | Clash) else None


def _place(module: str, topology: Topology) -> Place | Clash | None:
    best: Place | None = None
    rival: Place | None = None
    best_rank: Rank | None = None
    for layer, located in topology.patterns.candidates(module):
        captures = located.pattern.match(module)
        if captures is None:
            continue
        rank = _rank(located.pattern, captures, topology)
        if best is None or best_rank is None or rank > best_rank:
            best, best_rank, rival = Place(layer, captures, located), rank, None
        elif rank == best_rank and layer != best.layer:
            rival = Place(layer, captures, located)
    if best and rival:
        return Clash(module, best, rival)
    return best


def _rank(pattern: Pattern, captures: tuple[Capture, ...], topology: Topology) -> Rank:
    """How much right a pattern has to a module that it claims; the greatest has it."""
    declared = all(capture.value in topology.values.get(capture.axis, ()) for capture in captures)
    return *pattern.specificity, not pattern.axes, declared


class Selection:
    """Answers which modules a selector names, among given modules with given places; each selector is asked once."""

    def __init__(self, modules: Iterable[str], places: Mapping[str, Place]) -> None:
        self.modules = tuple(sorted(modules))
        self._places = places
        self._answers: dict[Selector, frozenset[str]] = {}

    def __call__(self, selector: Selector) -> frozenset[str]:
        """The modules that the selector names."""
        if selector not in self._answers:
            ask = self._by_name if needs_name(selector) else self._by_place
            self._answers[selector] = frozenset(ask(selector))
        return self._answers[selector]

    def _by_name(self, selector: Selector) -> Iterator[str]:
        return (module for module in self.modules if names(selector, module, self._places.get(module)))

    def _by_place(self, selector: Selector) -> Iterable[str]:
        """The modules of a layer or of a value, which are looked up."""
        key = f"{LAYER_PREFIX}{selector.layer}" if selector.layer else selector.value or ""
        return self._by_word.get(key, ())

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[str]]:
        """The placed modules of each layer, of each value, and of each value of a named axis."""
        found: dict[str, list[str]] = {}
        for module in self.modules:
            at = self._places.get(module)
            words = {f"{LAYER_PREFIX}{at.layer}"} if at else set[str]()
            for capture in at.captures if at else ():
                words |= {capture.value, f"{capture.axis}={capture.value}"}
            for word in words:
                found.setdefault(word, []).append(module)
        return found

    def any_of(self, selectors: Iterable[Selector]) -> frozenset[str]:
        """The modules that at least one of the selectors names."""
        return frozenset().union(*map(self, selectors))


def needs_name(selector: Selector) -> bool:
    """True for a selector that speaks of more of a module than its place."""
    return selector.pattern is not None or selector.below is not None


def names(selector: Selector, module: str, at: Place | None) -> bool:
    """True when the selector names a module that stands at a place (None: unplaced)."""
    if selector.pattern:
        return selector.pattern.claims(module)
    if at is None:
        return False
    if selector.layer:
        return at.layer == selector.layer
    axis, _, value = (selector.value or "").rpartition("=")
    return any(
        capture.value == value and axis in ("", capture.axis) and _is_below(selector.below, module, capture.segment)
        for capture in at.captures
    )


def _is_below(below: Pattern | None, module: str, index: int) -> bool:
    """True when the folders after the captured segment are those that the selector asks for."""
    return below is None or below.claims(".".join(module.split(".")[index + 1 :]))
