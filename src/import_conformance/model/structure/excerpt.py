"""A part of a structure that a reader asked for: some parts merged, only those near others, only broken dependencies.

Leaving something out changes no figure of what is shown: a part's couplings are those of the whole code base.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

from import_conformance.model.structure.dependencies import Dependency
from import_conformance.model.structure.naming import PACKAGE
from import_conformance.model.structure.structure import Part, Structure, assembled

SHOWN = 8


class Only(StrEnum):
    """The dependencies that are shown."""

    ALL = "all"
    DIVERGENCES = "divergences"
    ABSENCES = "absences"


class UnknownPartError(Exception):
    """No part, group of parts or layer has the name; the message is one sentence with the nearest ones."""


@dataclass(frozen=True)
class Excerpt:
    """What is to be drawn of a structure.

    Attributes:
        layers: The title ("" without one) of each layer, from the top down.
        focus: The keys of the parts that were asked for.
    """

    structure: Structure
    name: str = ""
    layers: Mapping[str, str] = field(default_factory=dict)
    around: tuple[str, ...] = ()
    focus: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()


def named(structure: Structure, names: Iterable[str]) -> frozenset[str]:
    """Return the keys of the parts with such a name, or in a group or a layer of that name.

    Raises:
        UnknownPartError: When a name matches nothing.
    """
    found: set[str] = set()
    for name in names:
        members = {part.key for part in structure.parts if name in (part.key, part.layer, *part.group)}
        found |= members or _unknown(structure, name)
    return frozenset(found)


def collapsed(structure: Structure, names: Iterable[str]) -> Structure:
    """Merge all parts in a group of such a name (a domain, a package), or else in a layer of it, into one part.

    A part in two of the groups goes into the outer one. The new part has the name of the group, or `all NAME` where
    another part has that name.

    Raises:
        UnknownPartError: When a name matches nothing.
    """
    requested = tuple(dict.fromkeys(names))
    named(structure, requested)
    groups: dict[str, list[Part]] = {}
    values = {name for part in structure.parts for name in part.group}
    for part in structure.parts:
        within = [*part.group, *([part.key] if structure.by == PACKAGE else [])]
        within += [part.layer] if part.layer not in values else []
        for name in [outer for outer in within if outer in requested][:1]:
            groups.setdefault(name, []).append(part)
    gathered = {member.key for members in groups.values() for member in members}
    others = {part.key for part in structure.parts} - gathered
    merged: dict[str, Part] = {}
    for name, members in groups.items():
        one = _merged(f"all {name}" if name in others else name, name, members)
        merged |= dict.fromkeys((member.key for member in members), one)
    parts = dict.fromkeys(merged.get(part.key, part) for part in structure.parts)
    return assembled(structure.by, parts, _rebound(structure.bonds, {key: part.key for key, part in merged.items()}))


def without(structure: Structure, keys: frozenset[str]) -> Structure:
    """Return the structure without these parts and their dependencies."""
    return _kept(structure, {part.key for part in structure.parts} - keys)


def near(structure: Structure, keys: frozenset[str], distance: int = 1) -> Structure:
    """Return these parts, those up to `distance` dependencies away in either direction, and what lies on the way."""
    reached = set(keys)
    bonds = {
        dependency
        for dependency in structure.bonds
        if dependency.source == dependency.target or keys >= {dependency.source, dependency.target}
    }
    for _ in range(distance):
        touching = {
            dependency for dependency in structure.bonds if dependency.source in reached or dependency.target in reached
        }
        bonds |= touching
        reached |= {end for dependency in touching for end in (dependency.source, dependency.target)}
    return _kept(structure, reached, bonds)


def only(structure: Structure, wanted: Only) -> Structure:
    """Return the dependencies of one kind, and the parts that have any."""
    if wanted is Only.ALL:
        return structure
    bonds = {bond for bond in structure.bonds if (bond.divergences if wanted is Only.DIVERGENCES else bond.absences)}
    return _kept(structure, {end for bond in bonds for end in (bond.source, bond.target)}, bonds)


def is_drawn(bond: Dependency) -> bool:
    """Return False for allowed imports inside one part, which no picture shows as an edge."""
    return bond.source != bond.target or bool(bond.divergences or bond.absences)


def heaviest(structure: Structure, most: int) -> Structure:
    """Return at most so many dependencies that are drawn, and their parts; the structure itself when it has no more.

    Broken ones come first, then those with most import statements.
    """
    drawn = [bond for bond in structure.bonds if is_drawn(bond)]
    if len(drawn) <= most:
        return structure
    ranked = sorted(drawn, key=lambda bond: (-bond.new, -bond.divergences - bond.absences, -bond.statements))[:most]
    keys = {end for bond in ranked for end in (bond.source, bond.target)}
    return _kept(structure, keys, {*ranked, *(bond for bond in structure.bonds if not is_drawn(bond))})


def _kept(structure: Structure, keys: set[str] | frozenset[str], bonds: set[Dependency] | None = None) -> Structure:
    return replace(
        structure,
        parts=tuple(part for part in structure.parts if part.key in keys),
        bonds=tuple(
            bond
            for bond in structure.bonds
            if bond.source in keys and bond.target in keys and (bonds is None or bond in bonds)
        ),
    )


def _merged(called: str, name: str, members: list[Part]) -> Part:
    layers = {member.layer for member in members}
    before = {member.group[: member.group.index(name)] if name in member.group else () for member in members}
    return Part(
        called,
        layer=layers.pop() if len(layers) == 1 else "",
        group=before.pop() if len(before) == 1 else (),
        modules=sum(member.modules for member in members),
        findings=sum(member.findings for member in members),
        new=sum(member.new for member in members),
    )


def _rebound(bonds: Iterable[Dependency], homes: Mapping[str, str]) -> tuple[Dependency, ...]:
    """Return the dependencies between the parts that took the place of others."""
    found: dict[tuple[str, str], Dependency] = {}
    for bond in bonds:
        ends = homes.get(bond.source, bond.source), homes.get(bond.target, bond.target)
        found[ends] = (found.get(ends) or Dependency(*ends)).with_all_of(bond)
    return tuple(found.values())


def _unknown(structure: Structure, name: str) -> set[str]:
    """Raise UnknownPartError for a name that matches nothing, with the nearest names."""
    known = dict.fromkeys(each for part in structure.parts for each in (part.key, *part.group, part.layer) if each)
    near_by = get_close_matches(name, known, 3, 0.5)
    more = "..." if len(known) > SHOWN else ""
    hint = f"nearest: {', '.join(near_by)}" if near_by else f"there are: {', '.join(list(known)[:SHOWN])}{more}"
    raise UnknownPartError(f"no part by {structure.by} is called {name!r}, and no group of parts; {hint}")
