"""The differences between two topologies: what the second forgives, and what it requires that the first did not.

Words for people (`because`, `fix`, titles) and positions in the file are no changes; see `loosening`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from import_conformance.model.base.law import LawEffect
from import_conformance.model.changes.allow_changes import allow_changes
from import_conformance.model.changes.law_fields import LawChange, effect_if, field_changes, named, set_changes
from import_conformance.model.changes.layer_names import renamed_layers, with_layers_renamed
from import_conformance.model.changes.loosening import digest
from import_conformance.model.topology import Allow, Axis, Law, Layer, Position, Source, Topology, Waiver

__all__ = ["LawChange", "LawEffect", "law_changes", "laws_by_id"]


def law_changes(before: Topology, after: Topology) -> tuple[LawChange, ...]:
    """Return every change, what was loosened first, in the order of the file that has it."""
    names = renamed_layers(before, after)
    renames = tuple(_renames(names, before, after))
    before = with_layers_renamed(before, names)
    found = (
        *renames,
        *_source(before.source, after.source),
        *_layers(before.layers, after.layers),
        *_axes(before.axes, after.axes),
        *allow_changes(before, after),
        *_laws(before, after),
        *_waivers(before.waive, after.waive),
    )
    rank = list(LawEffect)
    return tuple(sorted(found, key=lambda change: (rank.index(change.effect), _line(change))))


def _line(change: LawChange) -> tuple[int, int]:
    position = change.after or change.before or Position(0)
    return position.line, position.column


def _source(before: Source, after: Source) -> Iterator[LawChange]:
    positions = before.position, after.position
    for effect, sentence in (
        *set_changes("packages", before.packages, after.packages, LawEffect.TIGHTENED),
        *set_changes("exclude", before.exclude, after.exclude, LawEffect.LOOSENED),
        *set_changes("generated", before.generated, after.generated, LawEffect.LOOSENED),
    ):
        yield LawChange(effect, "source", sentence, *positions)
    # The order matters: of two files of one name, the one below the first root counts.
    if before.roots != after.roots:
        yield LawChange(
            LawEffect.CHANGED, "source", f"roots: {_joined(before.roots)} -> {_joined(after.roots)}", *positions
        )
    if before.baseline != after.baseline:
        effect = (
            LawEffect.CHANGED
            if before.baseline and after.baseline
            else effect_if(bool(after.baseline), LawEffect.LOOSENED)
        )
        sentence = f"baseline: {before.baseline or 'none'} -> {after.baseline or 'none'}"
        yield LawChange(effect, "source", sentence, *positions)


def _joined(texts: Iterable[str]) -> str:
    return " ".join(texts)


def _layers(before: Iterable[Layer], after: Iterable[Layer]) -> Iterator[LawChange]:
    old, new = ({layer.name: layer for layer in layers} for layers in (before, after))
    for name in sorted(old.keys() | new.keys()):
        part = f"layer {name}"
        if name not in old:
            yield LawChange(LawEffect.CHANGED, part, f"added: {named(new[name].patterns)}", None, new[name].position)
        elif name not in new:
            yield LawChange(LawEffect.CHANGED, part, f"taken out: {named(old[name].patterns)}", old[name].position)
        else:
            positions = old[name].position, new[name].position
            for _, sentence in set_changes("modules", old[name].patterns, new[name].patterns, LawEffect.CHANGED):
                yield LawChange(LawEffect.CHANGED, part, sentence, *positions)
            if old[name].optional != new[name].optional:
                yield LawChange(
                    effect_if(new[name].optional, LawEffect.LOOSENED), part, _optional(new[name].optional), *positions
                )
            teams = tuple(each[name].owner_team or "none" for each in (old, new))
            if teams[0] != teams[1]:
                yield LawChange(LawEffect.CHANGED, part, f"owner: {teams[0]} -> {teams[1]}", *positions)


def _renames(names: Mapping[str, str], before: Topology, after: Topology) -> Iterator[LawChange]:
    for old, new in names.items():
        positions = before.layer_by_name[old].position, after.layer_by_name[new].position
        yield LawChange(LawEffect.CHANGED, f"layer {new}", f"was called {old}", *positions)


def _optional(is_optional: bool) -> str:
    return "may match nothing now (optional)" if is_optional else "must match something now (no longer optional)"


def _axes(before: Iterable[Axis], after: Iterable[Axis]) -> Iterator[LawChange]:
    old, new = ({axis.name: axis for axis in axes} for axes in (before, after))
    for name in sorted(old.keys() | new.keys()):
        part = f"axis {name}"
        if name not in old:
            yield LawChange(LawEffect.TIGHTENED, part, f"added: {_joined(new[name].values)}", None, new[name].position)
        elif name not in new:
            yield LawChange(LawEffect.LOOSENED, part, f"taken out: {_joined(old[name].values)}", old[name].position)
        else:
            positions = old[name].position, new[name].position
            for effect, sentence in (
                *set_changes("values", old[name].values, new[name].values, LawEffect.LOOSENED),
                *set_changes("optional", old[name].optional, new[name].optional, LawEffect.LOOSENED),
            ):
                yield LawChange(effect, part, sentence, *positions)


def _laws(before: Topology, after: Topology) -> Iterator[LawChange]:
    old, new = laws_by_id(before), laws_by_id(after)
    renamed = dict(_renamed(old, new))
    for key in sorted(old.keys() | new.keys()):
        earlier, later = old.get(key), new.get(key)
        if earlier and later:
            for effect, sentence in field_changes(earlier, later) or _unsaid(earlier, later):
                yield LawChange(effect, earlier.id, sentence, earlier.position, later.position)
        elif earlier and key in renamed:
            here = new[renamed[key]]
            yield LawChange(LawEffect.CHANGED, here.id, f"was called {earlier.id}", earlier.position, here.position)
        elif earlier:
            yield LawChange(LawEffect.LOOSENED, earlier.id, "taken out", earlier.position)
        elif later and key not in renamed.values():
            yield LawChange(LawEffect.TIGHTENED, later.id, "added", None, later.position)


def laws_by_id(topology: Topology) -> dict[tuple[str, str], Law]:
    """Return the laws that stand alone, by class and id; the lines of `allow` are compared together."""
    laws = topology.laws
    return {(type(law).__name__, law.id): law for law in laws if not isinstance(law, Allow)}


def _unsaid(before: Law, after: Law) -> list[tuple[LawEffect, str]]:
    """Return a general change for a difference that no field describes."""
    return [(LawEffect.CHANGED, "finds something else")] if digest(before) != digest(after) else []


def _renamed(
    old: Mapping[tuple[str, str], Law], new: Mapping[tuple[str, str], Law]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield the old and new key of laws that only have another id."""
    left = [key for key in new if key not in old]
    for key in old:
        if key not in new:
            same = next((other for other in left if other[0] == key[0] and _same(old[key], new[other])), None)
            if same:
                left.remove(same)
                yield key, same


def _same(one: Law, other: Law) -> bool:
    return digest(one) == digest(replace(other, id=one.id))


def _waivers(before: Iterable[Waiver], after: Iterable[Waiver]) -> Iterator[LawChange]:
    old, new = ({_whom(waiver): waiver for waiver in waivers} for waivers in (before, after))
    for whom in sorted(old.keys() | new.keys()):
        earlier, later = old.get(whom), new.get(whom)
        if earlier and later:
            if earlier.until != later.until:
                effect = effect_if(later.until > earlier.until, LawEffect.LOOSENED)
                sentence = f"{whom}: until {earlier.until} -> {later.until}"
                yield LawChange(effect, "waiver", sentence, earlier.position, later.position)
        elif later:
            sentence = f"{whom} until {later.until} ({later.owner}: {later.reason})"
            yield LawChange(LawEffect.LOOSENED, "waiver", f"added: {sentence}", None, later.position)
        elif earlier:
            yield LawChange(LawEffect.TIGHTENED, "waiver", f"taken out: {whom}", earlier.position)


def _whom(waiver: Waiver) -> str:
    return f"finding {waiver.fingerprint}" if waiver.fingerprint else f"{waiver.law} in {named(waiver.modules)}"
