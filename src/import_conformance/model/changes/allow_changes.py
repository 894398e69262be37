"""The differences between the `allow` sections of two topologies, edge by edge, however lines group the edges."""

from collections.abc import Iterable, Iterator, Mapping

from import_conformance.model.base.law import LawEffect
from import_conformance.model.changes.law_fields import LawChange, effect_if, severity_change
from import_conformance.model.topology import Allow, ImportKind, Position, Topology

Atom = tuple[frozenset[str], ImportKind]


def allow_changes(before: Topology, after: Topology) -> Iterator[LawChange]:
    """Yield the differences, one for each pair of selectors and direction of change."""
    positions = before.allow_position, after.allow_position
    if bool(before.of(Allow)) != bool(after.of(Allow)):
        effect = effect_if(bool(after.of(Allow)), LawEffect.TIGHTENED)
        reason = "from now on every other edge diverges" if after.of(Allow) else "without it no edge diverges any more"
        yield LawChange(effect, "allow", f"the section is {'new' if after.of(Allow) else 'gone'}: {reason}", *positions)
        return
    if before.allow_severity is not after.allow_severity:
        yield LawChange(*severity_change("allow", before.allow_severity, after.allow_severity), *positions)
    old, new = _edges(before.of(Allow)), _edges(after.of(Allow))
    fresh = after.layer_by_name.keys() - before.layer_by_name.keys()
    for pair in sorted(old.keys() | new.keys()):
        # A new layer may do nothing that was denied before, unless its modules come from another layer.
        effect = LawEffect.CHANGED if fresh.intersection(pair) else LawEffect.LOOSENED
        yield from _pair_changes(" -> ".join(pair), old.get(pair, {}), new.get(pair, {}), effect)
    yield from _severities(before, after)
    yield from _owners(before, after)


def _pair_changes(
    pair: str, old: Mapping[Atom, Allow], new: Mapping[Atom, Allow], more: LawEffect
) -> Iterator[LawChange]:
    gained = {atom: line for atom, line in new.items() if not _covered(atom, old)}
    lost = {atom: line for atom, line in old.items() if not _covered(atom, new)}
    if gained:
        here = next(iter(gained.values())).position
        yield LawChange(more, "allow", f"allows {pair}{_manner(gained)}", _first(old), here)
    if lost:
        here = next(iter(lost.values())).position
        yield LawChange(LawEffect.TIGHTENED, "allow", f"no longer allows {pair}{_manner(lost)}", here, _first(new))


def _severities(before: Topology, after: Topology) -> Iterator[LawChange]:
    """Yield the changes of lines with a severity of their own."""
    old = {line.id: line for line in before.of(Allow)}
    for line in after.of(Allow):
        earlier = old.get(line.id)
        usual = earlier and (earlier.severity, line.severity) == (before.allow_severity, after.allow_severity)
        if earlier and not usual and earlier.severity is not line.severity:
            yield LawChange(*severity_change(line.id, earlier.severity, line.severity), earlier.position, line.position)


def _owners(before: Topology, after: Topology) -> Iterator[LawChange]:
    """Yield the changes of who answers for a line."""
    old = {line.id: line for line in before.of(Allow)}
    for line in after.of(Allow):
        earlier = old.get(line.id)
        if earlier and earlier.owner_team != line.owner_team:
            sentence = f"owner: {earlier.owner_team or 'none'} -> {line.owner_team or 'none'}"
            yield LawChange(LawEffect.CHANGED, line.id, sentence, earlier.position, line.position)


def _first(lines: Mapping[Atom, Allow]) -> Position | None:
    return next((line.position for line in lines.values()), None)


def _edges(lines: Iterable[Allow]) -> dict[tuple[str, str], dict[Atom, Allow]]:
    """Return the lines that allow each pair of selectors, by the axes across which and the kind of import for which."""
    found: dict[tuple[str, str], dict[Atom, Allow]] = {}
    for line in lines:
        for source in line.sources:
            for target in line.targets:
                atoms = found.setdefault((source.text, target.text), {})
                for kind in sorted(line.kinds):
                    atoms.setdefault((line.across, kind), line)
    return found


def _covered(atom: Atom, atoms: Iterable[Atom]) -> bool:
    return any(kind is atom[1] and across >= atom[0] for across, kind in atoms)


def _manner(atoms: Iterable[Atom]) -> str:
    """Return the kinds and axes of an edge in words; "" for all kinds and no axis."""
    kinds = sorted({kind.value for _, kind in atoms})
    axes = sorted({axis for across, _ in atoms for axis in across})
    phrases = ["kinds: " + " ".join(kinds)] if len(kinds) < len(ImportKind) else []
    phrases += ["across " + " ".join(axes)] if axes else []
    return f" ({', '.join(phrases)})" if phrases else ""
