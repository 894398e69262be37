"""Layers that only have another name in the later of two topologies, and the earlier topology with the later names."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from import_conformance.model.topology import Allow, Law, Layer, Selector, Topology


def renamed_layers(before: Topology, after: Topology) -> dict[str, str]:
    """Return the later name by the earlier one, for layers that claim the same modules by the same patterns."""
    free = [layer for layer in after.layers if layer.name not in before.layer_by_name]
    found: dict[str, str] = {}
    for layer in before.layers:
        if layer.name not in after.layer_by_name:
            same = next((other for other in free if _claims(other) == _claims(layer)), None)
            if same:
                free.remove(same)
                found[layer.name] = same.name
    return found


def _claims(layer: Layer) -> tuple[object, ...]:
    return layer.optional, sorted(located.pattern.text for located in layer.patterns)


def with_layers_renamed(topology: Topology, names: Mapping[str, str]) -> Topology:
    """Return the topology with new names for its layers, given by the old ones."""
    if not names:
        return topology
    edges = _edge_names(topology, names)
    laws = tuple(_of_law(law, names) for law in topology.laws)
    layers = tuple(replace(layer, name=names.get(layer.name, layer.name)) for layer in topology.layers)
    waive = tuple(replace(waiver, law=edges.get(waiver.law, waiver.law)) for waiver in topology.waive)
    return replace(topology, layers=layers, waive=waive, laws=laws)


def _of_law(law: Law, names: Mapping[str, str]) -> Law:
    values: dict[str, Any] = {field.name: _of_value(getattr(law, field.name), names) for field in fields(law)}
    if isinstance(law, Allow):
        ends = ("+".join(selector.text for selector in values[side]) for side in ("sources", "targets"))
        values["id"] = "-to-".join(ends)
    return replace(law, **values)


def _of_value(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(_of_value(item, names) for item in value)
    if isinstance(value, Selector) and value.layer:
        name = names.get(value.layer)
        return replace(value, layer=name, text=name) if name else value
    return value


def _edge_names(topology: Topology, names: Mapping[str, str]) -> dict[str, str]:
    """Return the ids that findings of `allow` get with the new names, by their ids with the old ones."""
    pairs = [(one.name, other.name) for one in topology.layers for other in topology.layers]
    return {"-to-".join(pair): "-to-".join(names.get(name, name) for name in pair) for pair in pairs}
