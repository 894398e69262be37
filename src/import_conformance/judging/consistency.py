"""The law judged against itself, before any code is read: what it requires it allows, and its layers are ordered."""

import itertools
from collections.abc import Iterator, Mapping

from import_conformance.model.codebase import Place
from import_conformance.model.graphs.cycle_check import is_circular
from import_conformance.model.permission import Permission
from import_conformance.model.placement import names, place
from import_conformance.model.topology import Allow, ImportKind, Layer, Problem, Require, Topology


def contradictions(topology: Topology) -> Iterator[Problem]:
    """Required edges that nothing allows, and allow lines that make two layers depend on each other."""
    yield from _cycles(topology)
    if topology.of(Require) and topology.layers:
        places = _imaginary(topology)
        permission = Permission(topology, places)
        for law in topology.of(Require):
            yield from _unreachable(law, topology, permission, places)


def _imaginary(topology: Topology) -> dict[str, Place]:
    """One made-up module for each layer pattern and each combination of axis values, with its place."""
    values = {axis.name: tuple(axis.values) for axis in topology.axes}
    found: dict[str, Place] = {}
    for layer in topology.layers:
        for module in itertools.chain.from_iterable(_instances(layer, values)):
            at = place(module, topology)
            if isinstance(at, Place):
                found[module] = at
    return found


def _instances(layer: Layer, values: Mapping[str, tuple[str, ...]]) -> Iterator[Iterator[str]]:
    for located in layer.patterns:
        free = [s[1:-1] for s in located.pattern.segments if s.startswith("{") and "=" not in s]
        fixed = [s[1:-1].partition("=")[2] if "=" in s else s for s in located.pattern.segments if s != "**"]
        for chosen in itertools.product(*(values.get(axis, ()) for axis in free)):
            text = ".".join(fixed).replace("*", "x")
            for axis, value in zip(free, chosen, strict=True):
                text = text.replace(f"{{{axis}}}", value)
            yield iter((text,))


def _unreachable(
    law: Require, topology: Topology, permission: Permission, places: Mapping[str, Place]
) -> Iterator[Problem]:
    """Subjects for which every edge to the target would itself be a breach."""
    targets = [module for module, at in places.items() if any(names(s, module, at) for s in law.targets)]
    for selector in law.targets:
        if selector.pattern and selector.pattern.is_plain:
            at = place(selector.text, topology)
            if isinstance(at, Place):
                targets.append(selector.text)
                permission = Permission(topology, {**places, selector.text: at})
    if not targets or law.every == "module":
        return
    for subject in law.of or tuple(next(axis.values for axis in topology.axes if axis.name == law.every)):
        sources = [
            module for module, at in places.items() if at.axes.get(law.every) == subject and module not in targets
        ]
        legal = any(permission.is_legal(source, target, law.kinds) for source in sources for target in targets)
        if sources and not legal:
            wanted = ", ".join(selector.text for selector in law.targets)
            yield Problem(
                topology.path,
                law.position,
                f"require.{law.id} demands that {subject} imports {wanted}, but `allow` and `forbid` leave {subject} "
                "no legal import of it; add an allow line, or take the obligation back",
            )


def _cycles(topology: Topology) -> Iterator[Problem]:
    """Yield a problem for each allow line between whole layers that closes a cycle.

    Lines about parts of a layer (`general.L5_utils`) and lines limited to kinds of import are exceptions by intent.
    """
    if not is_circular({pair for line in topology.of(Allow) for pair in _whole_layers(line)}):
        return
    edges: dict[str, dict[str, Problem]] = {}
    for line in topology.of(Allow):
        for source, target in _whole_layers(line):
            problem = Problem(
                topology.path,
                line.position,
                f"{line.id} closes a cycle: {target} may already import {source}, so neither is above the other; "
                "take one of the lines out, or narrow it to a part of the layer",
            )
            edges.setdefault(source, {})[target] = problem
            if _reaches(edges, target, source):
                yield problem


def _whole_layers(line: Allow) -> Iterator[tuple[str, str]]:
    """The pairs of different layers that a line allows as a whole."""
    if len(line.kinds) == len(ImportKind):
        for source, target in itertools.product(line.sources, line.targets):
            if source.layer and target.layer and source.layer != target.layer:
                yield source.layer, target.layer


def _reaches(edges: Mapping[str, Mapping[str, Problem]], start: str, goal: str) -> bool:
    seen, pending = {start}, [start]
    while pending:
        layer = pending.pop()
        if layer == goal:
            return True
        fresh = set(edges.get(layer, ())) - seen
        seen |= fresh
        pending += fresh
    return False
