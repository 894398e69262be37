"""Which module stands where, and which modules a law speaks of."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from conformance.model.codebase import Place
from conformance.model.pattern import Capture, Pattern
from conformance.model.topology import Selector, Topology
from conformance.model.value import dataclass


@dataclass(frozen=True)
class Clash:
    """A module that patterns of two layers claim with equal right."""

    module: str
    first: Place
    second: Place


def place(module: str, topology: Topology) -> Place | Clash | None:
    """The place of a dotted module name: of all patterns that claim it, the one with most literal segments has it."""
    # A code base asks for each of its modules several times; the topology remembers, for the answer rests on it alone.
    known = topology.placed
    if module not in known:
        known[module] = _place(module, topology)
    found = known[module]
    return found if isinstance(found, Place | Clash) else None


def _place(module: str, topology: Topology) -> Place | Clash | None:
    best: Place | None = None
    rival: Place | None = None
    for layer in topology.layers:
        for located in layer.patterns:
            captures = located.pattern.match(module)
            if captures is None:
                continue
            found = Place(layer.name, captures, located)
            if best is None or located.pattern.specificity > best.by.pattern.specificity:
                best, rival = found, None
            elif located.pattern.specificity == best.by.pattern.specificity and layer.name != best.layer:
                rival = found
    if best and rival:
        return Clash(module, best, rival)
    return best


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

    def _by_place(self, selector: Selector) -> Iterator[str]:
        """Modules that share a place share the answer."""
        for modules in self._neighbours:
            if names(selector, modules[0], self._places[modules[0]]):
                yield from modules

    @cached_property
    def _neighbours(self) -> tuple[tuple[str, ...], ...]:
        """The placed modules, those of one layer and one set of captures together."""
        found: dict[tuple[str, tuple[Capture, ...]], list[str]] = {}
        for module in self.modules:
            at = self._places.get(module)
            if at:
                found.setdefault((at.layer, at.captures), []).append(module)
        return tuple(map(tuple, found.values()))

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
