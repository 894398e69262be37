"""The part of a structure that a module belongs to, the names of the parts, and their order."""

from collections.abc import Mapping
from dataclasses import dataclass

from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.model.topology import Topology

CELL, LAYER, PACKAGE = "cell", "layer", "package"
UNPLACED = "unplaced"
NOWHERE = "no module"

Order = tuple[bool, tuple[tuple[int, str], ...], int, str]
LayerAndValues = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class PartIdentity:
    """What identifies a part: its layer, the parts above it (outermost first), and its sort key."""

    layer: str
    group: tuple[str, ...]
    order: Order


class Naming:
    """Assigns to each module and each finding the key of its part.

    A key consists of words of the topology (`policies L5`). Where two parts would have the same key, as a layer and a
    domain of one name, the part of the first module by name has the plain key; that of the other names its axes
    (`domain=platform`).
    """

    def __init__(self, topology: Topology, codebase: Codebase, by: str, depth: int) -> None:
        self._topology, self._codebase, self._by, self._depth = topology, codebase, by, depth
        self._rest = UNPLACED if by in (CELL, LAYER) else f"no {by}"
        self._layers = {layer.name: rank for rank, layer in enumerate(topology.layers)}
        self._values = {axis.name: {value: rank for rank, value in enumerate(axis.values)} for axis in topology.axes}
        self._keys: dict[LayerAndValues, str] = {}
        self._identities: dict[str, PartIdentity] = {}
        for module in sorted(codebase.places):
            self.part(module)

    def part(self, module: str) -> str:
        """Return the key of a module's part."""
        if self._by == PACKAGE:
            return self._package(module)
        place = self._codebase.places.get(module)
        return self._cell(place.layer if place else "", place.axes if place else {})

    def of_finding(self, finding: Finding) -> str:
        """Return the key of the part that a finding is about, as far as the finding states its place."""
        if finding.module in self._codebase.places or self._by == PACKAGE:
            return self.part(finding.module)
        return self._cell(finding.layer, finding.axes)

    def identity(self, key: str) -> PartIdentity:
        """Return what a key that was assigned stands for."""
        return self._identities[key]

    def _package(self, module: str) -> str:
        segments = module.split(".")[: self._depth]
        key = ".".join(segments) or NOWHERE
        if key not in self._identities:
            group = tuple(".".join(segments[:length]) for length in range(1, len(segments)))
            self._identities[key] = PartIdentity("", group, (key == NOWHERE, (), 0, key))
        return key

    def _cell(self, layer: str, axes: Mapping[str, str]) -> str:
        axis_names = self._topology.axis_names if self._by == CELL else (self._by,)
        values = tuple((axis, axes[axis]) for axis in axis_names if axis in axes)
        identity = layer if self._by in (CELL, LAYER) else "", values
        if identity not in self._keys:
            self._keys[identity] = self._named(identity)
        return self._keys[identity]

    def _named(self, identity: LayerAndValues) -> str:
        layer, values = identity
        tail = (layer,) if layer else ()
        key = " ".join((*(value for _, value in values), *tail)) or self._rest
        if key in self._identities or (key == self._rest and identity != ("", ())):
            key = " ".join((*(f"{axis}={value}" for axis, value in values), *(f"layer={name}" for name in tail)))
        given = dict(values)
        ranks = tuple(self._rank(axis, given.get(axis)) for axis in reversed(self._topology.axis_names))
        order = (identity == ("", ()), ranks, self._layers.get(layer, len(self._layers)), key)
        self._identities[key] = PartIdentity(layer, tuple(value for _, value in reversed(values)), order)
        return key

    def _rank(self, axis: str, value: str | None) -> tuple[int, str]:
        """Sort declared values as the topology lists them, then others by name, then none."""
        declared = self._values[axis]
        if value is None:
            return len(declared) + 1, ""
        return declared.get(value, len(declared)), value
