"""The modules that a law applies to less than before after the topology changed, and the changes that cause it.

The same code is examined twice, with the places of the earlier and of the later topology. Whether a change that only
moves modules from one place to another loosens a law cannot be seen from the change; its effect on the laws can.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from import_conformance.model.base.law import LawEffect
from import_conformance.model.by_key import by_key
from import_conformance.model.changes.law_changes import laws_by_id
from import_conformance.model.changes.law_fields import LawChange, scopes_of
from import_conformance.model.codebase import Codebase, Place
from import_conformance.model.permission import Permission
from import_conformance.model.placement import Selection
from import_conformance.model.topology import ALL_KINDS, Allow, ImportKind, Law, Selector, Topology

NO_LAYER = "no layer has"
ALLOWED = "`allow` and `forbid` deny less of"
# The number of modules or laws that are named in a sentence.
_MOST = 3


@dataclass(frozen=True)
class PlacedCode:
    """A topology and the code with the places that it assigns."""

    law: Topology
    codebase: Codebase

    def place(self, module: str) -> Place | None:
        """Return the place of a module."""
        return self.codebase.places.get(module)


def moved(old: PlacedCode, new: PlacedCode) -> tuple[str, ...]:
    """Return the modules that both topologies know and place differently, sorted."""
    both = old.codebase.modules & new.codebase.modules
    return tuple(sorted(module for module in both if _key(old.place(module)) != _key(new.place(module))))


def scope_losses(old: PlacedCode, new: PlacedCode, modules: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, by module, sentences about the laws that apply to it less than before; only moved ones are affected."""
    asked = frozenset(modules)
    laws: dict[str, list[str]] = {}
    before, later = (Selection(asked, sight.codebase.places) for sight in (old, new))
    others = laws_by_id(new.law)
    for key, law in laws_by_id(old.law).items():
        for module in _less(law, others[key], before, later) if key in others else ():
            laws.setdefault(module, []).append(law.id)
    freed = _freed(old, new, asked)
    found = {module: tuple(_losses(old, new, module, laws.get(module, ()), freed)) for module in sorted(asked)}
    return {module: losses for module, losses in found.items() if losses}


def _losses(old: PlacedCode, new: PlacedCode, module: str, laws: Sequence[str], freed: frozenset[str]) -> Iterator[str]:
    if laws:
        yield f"{_few(laws)} no longer {'sees' if len(laws) == 1 else 'see'}"
    if old.place(module) and not new.place(module):
        yield NO_LAYER
    elif module in freed:
        yield ALLOWED


def _less(law: Law, other: Law, before: Selection, later: Selection) -> frozenset[str]:
    """Return the modules that a law, which is in both topologies, no longer binds or newly exempts."""
    found: frozenset[str] = frozenset()
    for name, binds in scopes_of(type(law)):
        old, new = _selected(getattr(law, name), before), _selected(getattr(other, name), later)
        if old is not None and new is not None:
            found |= old - new if binds else new - old
    return found


def _selected(selectors: Sequence[Selector], select: Selection) -> frozenset[str] | None:
    """Return the modules that a field names; None for an empty field, which stands for all."""
    return select.any_of(selectors) if selectors else None


def _freed(old: PlacedCode, new: PlacedCode, asked: frozenset[str]) -> frozenset[str]:
    """Return the modules that may import more than before, or be imported by more.

    Of modules with equal profiles, one is asked.
    """
    if not (asked and old.law.of(Allow) and new.law.of(Allow)):
        return frozenset()
    before, later = (Permission(sight.law, sight.codebase.places) for sight in (old, new))
    classes = by_key(
        ((before.profile(module), later.profile(module), module in asked), module)
        for module in sorted(old.codebase.modules & new.codebase.modules)
    )
    examples = [modules[0] for modules in classes.values()]
    found: set[str] = set()
    for (_, _, is_asked), modules in classes.items():
        pairs = ((pair, pair[::-1]) for pair in ((modules[0], other) for other in examples)) if is_asked else ()
        if any(_denied(before, *pair) - _denied(later, *pair) for both in pairs for pair in both):
            found.update(modules)
    return frozenset(found)


def _denied(permission: Permission, importer: str, imported: str) -> frozenset[ImportKind]:
    """Return the kinds of import between two modules that would be a breach."""
    is_judged = permission.is_judged(importer, imported)
    return frozenset(
        kind
        for kind in ALL_KINDS
        if (is_judged and not permission.is_allowed(importer, imported, kind))
        or permission.ban(importer, imported, kind)
    )


def _key(place: Place | None) -> tuple[object, ...] | None:
    return (place.layer, place.captures) if place else None


def with_reasons_for_loosening(
    changes: Iterable[LawChange], sights: tuple[PlacedCode, PlacedCode], gone: Sequence[str], *, hides: bool
) -> tuple[LawChange, ...]:
    """Return the changes; those after which a law applies to less code become LOOSENED, with the reason added.

    Args:
        changes: The changes of the topology.
        sights: The code as the earlier and as the later topology place it.
        gone: The files that only the earlier topology reads.
        hides: Whether the later law misses findings of the earlier one. Where no other change is loosened, all changes
            are the reason for that.
    """
    reasons = _reasons(*sights, scope_losses(*sights, moved(*sights)))
    if gone:
        reasons["source"] = {"no law sees": list(gone)}
    found = [_loosened(change, _sentences(reasons.get(change.part, {}))) for change in changes]
    if hides and not any(change.effect is LawEffect.LOOSENED for change in found):
        found = [_loosened(change, "this hides findings") for change in found]
    rank = list(LawEffect)
    return tuple(sorted(found, key=lambda change: rank.index(change.effect)))


def _reasons(old: PlacedCode, new: PlacedCode, lost: Mapping[str, Sequence[str]]) -> dict[str, dict[str, list[str]]]:
    """Return, by part of the topology, the losses that it causes, each with its modules."""
    found: dict[str, dict[str, list[str]]] = {}
    for module, losses in lost.items():
        places = [place for place in (old.place(module), new.place(module)) if place]
        parts = {f"layer {place.layer}" for place in places}
        parts |= {f"axis {capture.axis}" for place in places for capture in place.captures}
        parts |= {"allow"} if ALLOWED in losses else set()
        for part in parts:
            for loss in losses:
                found.setdefault(part, {}).setdefault(loss, []).append(module)
    return found


def _sentences(losses: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{loss} {_few(modules)}" for loss, modules in losses.items())


def _loosened(change: LawChange, why: str) -> LawChange:
    if change.effect is not LawEffect.CHANGED or not why:
        return change
    return replace(change, effect=LawEffect.LOOSENED, sentence=f"{change.sentence}; {why}")


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    if len(listed) > _MOST:
        listed = [*listed[: _MOST - 1], f"{len(listed) - _MOST + 1} more"]
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
