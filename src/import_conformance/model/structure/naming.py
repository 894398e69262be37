"""Which part of a structure a module belongs to, what the parts are called, and how they are ordered."""

from collections.abc import Mapping
from dataclasses import dataclass

from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.model.topology import Topology

CELL, LAYER, PACKAGE = "cell", "layer", "package"
UNPLACED = "unplaced"
NOWHERE = "no module"

Order = tuple[bool, tuple[tuple[int, str], ...], int, str]
Identity = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class PartIdentity:
    """What makes a part: its layer ("" for none), the parts above it, outermost first, and its sort key."""

    layer: str
    group: tuple[str, ...]
    order: Order


class Naming:
    """Gives each module and each finding the key of its part.

    A key is made of words of the law (`policies L5`). Where two parts would be called alike, as a layer and a domain
    of one name, the placed modules, in the order of their names, have the plain key first; the other part's says its
    axes (`domain=platform`).
    """

    def __init__(self, topology: Topology, codebase: Codebase, by: str, depth: int) -> None:
        self._topology, self._codebase, self._by, self._depth = topology, codebase, by, depth
        self._rest = UNPLACED if by in (CELL, LAYER) else f"no {by}"
        self._layers = {layer.name: at for at, layer in enumerate(topology.layers)}
        self._values = {axis.name: {value: at for at, value in enumerate(axis.values)} for axis in topology.axes}
        self._keys: dict[Identity, str] = {}
        self._standings: dict[str, PartIdentity] = {}
        for module in sorted(codebase.places):
            self.part(module)

    def part(self, module: str) -> str:
        """The key of a module's part."""
        if self._by == PACKAGE:
            return self._package(module)
        at = self._codebase.places.get(module)
        return self._cell(at.layer if at else "", at.axes if at else {})

    def of_finding(self, finding: Finding) -> str:
        """The key of the part that a finding is about, as far as the finding tells its place."""
        if finding.module in self._codebase.places or self._by == PACKAGE:
            return self.part(finding.module)
        return self._cell(finding.layer, finding.axes)

    def standing(self, key: str) -> PartIdentity:
        """What stands behind a key that was given out."""
        return self._standings[key]

    def _package(self, module: str) -> str:
        segments = module.split(".")[: self._depth]
        key = ".".join(segments) or NOWHERE
        if key not in self._standings:
            group = tuple(".".join(segments[:at]) for at in range(1, len(segments)))
            self._standings[key] = PartIdentity("", group, (key == NOWHERE, (), 0, key))
        return key

    def _cell(self, layer: str, axes: Mapping[str, str]) -> str:
        wanted = self._topology.axis_names if self._by == CELL else (self._by,)
        values = tuple((axis, axes[axis]) for axis in wanted if axis in axes)
        identity = layer if self._by in (CELL, LAYER) else "", values
        if identity not in self._keys:
            self._keys[identity] = self._named(identity)
        return self._keys[identity]

    def _named(self, identity: Identity) -> str:
        layer, values = identity
        tail = (layer,) if layer else ()
        key = " ".join((*(value for _, value in values), *tail)) or self._rest
        if key in self._standings or (key == self._rest and identity != ("", ())):
            key = " ".join((*(f"{axis}={value}" for axis, value in values), *(f"layer={name}" for name in tail)))
        given = dict(values)
        ranks = tuple(self._rank(axis, given.get(axis)) for axis in reversed(self._topology.axis_names))
        order = (identity == ("", ()), ranks, self._layers.get(layer, len(self._layers)), key)
        self._standings[key] = PartIdentity(layer, tuple(value for _, value in reversed(values)), order)
        return key

    def _rank(self, axis: str, value: str | None) -> tuple[int, str]:
        """Declared values as the law lists them, then others by name, then none."""
        declared = self._values[axis]
        if value is None:
            return len(declared) + 1, ""
        return declared.get(value, len(declared)), value
