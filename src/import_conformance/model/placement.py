"""The place of each module, and the modules that a selector names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from import_conformance.model.base.law import LAYER_PREFIX
from import_conformance.model.codebase import Place
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
        """The two patterns, one of which must be changed."""
        return self.first.by.pattern.text, self.second.by.pattern.text


def place(module: str, topology: Topology) -> Place | Clash | None:
    """Return the place of a dotted module name.

    Of all patterns that claim it, the one with most literal segments wins; of equal ones, the one without captures;
    then the one whose captures are all declared values.
    """
    # Each module is asked for several times. The answer depends on the topology alone, so it is cached there.
    cached = topology.placed
    if module not in cached:
        cached[module] = _place(module, topology)
    found = cached[module]
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
    """Return how strong a pattern's claim to a module is; the greatest wins."""
    declared = all(capture.value in topology.values.get(capture.axis, ()) for capture in captures)
    return *pattern.specificity, not pattern.axes, declared


class Selection:
    """Answers which modules a selector names, among given modules and places; each selector is evaluated once."""

    def __init__(self, modules: Iterable[str], places: Mapping[str, Place]) -> None:
        self.modules = tuple(sorted(modules))
        self._places = places
        self._answers: dict[Selector, frozenset[str]] = {}

    def __call__(self, selector: Selector) -> frozenset[str]:
        """Return the modules that the selector names."""
        if selector not in self._answers:
            find = self._by_name if needs_name(selector) else self._by_place
            self._answers[selector] = frozenset(find(selector))
        return self._answers[selector]

    def _by_name(self, selector: Selector) -> Iterator[str]:
        return (module for module in self.modules if names(selector, module, self._places.get(module)))

    def _by_place(self, selector: Selector) -> Iterable[str]:
        """Return the modules of a layer or of an axis value, which are looked up."""
        key = f"{LAYER_PREFIX}{selector.layer}" if selector.layer else selector.value or ""
        return self._by_word.get(key, ())

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[str]]:
        """The placed modules of each layer, of each value, and of each value of a named axis."""
        found: dict[str, list[str]] = {}
        for module in self.modules:
            place = self._places.get(module)
            words = {f"{LAYER_PREFIX}{place.layer}"} if place else set[str]()
            for capture in place.captures if place else ():
                words |= {capture.value, f"{capture.axis}={capture.value}"}
            for word in words:
                found.setdefault(word, []).append(module)
        return found

    def any_of(self, selectors: Iterable[Selector]) -> frozenset[str]:
        """Return the modules that at least one of the selectors names."""
        return frozenset().union(*map(self, selectors))


def needs_name(selector: Selector) -> bool:
    """Return True for a selector that depends on a module's name, not only on its place."""
    return selector.pattern is not None or selector.below is not None


def names(selector: Selector, module: str, at: Place | None) -> bool:
    """Return True when the selector names a module that has a place (None: in no layer)."""
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
    """Return True when the folders after the captured segment are those that the selector names."""
    return below is None or below.claims(".".join(module.split(".")[index + 1 :]))
