"""What a change of the law takes out of a law's sight: the modules that it sees less of, and which changes do that.

The same code is looked at twice, as the earlier and as the later law place it. A change that only moves modules from
one place to another cannot be judged by its words; what it does to the laws can.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from import_conformance.model.by_key import by_key
from import_conformance.model.changes.law_changes import laws_by_id
from import_conformance.model.codebase import Codebase, Place
from import_conformance.model.laws.fields import Effect, LawChange, scopes_of
from import_conformance.model.permission import Permission
from import_conformance.model.placement import Selection
from import_conformance.model.topology import ALL_KINDS, ImportKind, Law, Selector, Topology

NO_LAYER = "no layer has"
ALLOWED = "`allow` and `forbid` deny less of"
# So many modules or laws are named in a sentence.
_MOST = 3


@dataclass(frozen=True)
class PlacedCode:
    """A law and the code that it places."""

    law: Topology
    codebase: Codebase

    def place(self, module: str) -> Place | None:
        """Where a module stands."""
        return self.codebase.places.get(module)


def moved(old: PlacedCode, new: PlacedCode) -> tuple[str, ...]:
    """The modules that both laws know and place differently, sorted."""
    both = old.codebase.modules & new.codebase.modules
    return tuple(sorted(module for module in both if _key(old.place(module)) != _key(new.place(module))))


def scope_losses(old: PlacedCode, new: PlacedCode, modules: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The sentences about modules of which laws see less than before, by module; only those that moved can be such."""
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
    """The modules that a law, which is in both topologies, holds for no longer or excuses from now on."""
    found: frozenset[str] = frozenset()
    for name, binds in scopes_of(type(law)):
        old, new = _selected(getattr(law, name), before), _selected(getattr(other, name), later)
        if old is not None and new is not None:
            found |= old - new if binds else new - old
    return found


def _selected(selectors: Sequence[Selector], select: Selection) -> frozenset[str] | None:
    """The modules that a field names; None for one that names none, and so stands for all."""
    return select.any_of(selectors) if selectors else None


def _freed(old: PlacedCode, new: PlacedCode, asked: frozenset[str]) -> frozenset[str]:
    """Modules that may import more than before, or be imported by more; of those with equal stands, one is asked."""
    if not (asked and old.law.allow and new.law.allow):
        return frozenset()
    before, later = (Permission(sight.law, sight.codebase.places) for sight in (old, new))
    classes = by_key(
        ((before.stand(module), later.stand(module), module in asked), module)
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
    """The kinds of import between two modules that would be a breach."""
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
    """The changes; those that take code out of a law's sight are LOOSENED, and say which.

    gone: the files that only the earlier law reads. hides: whether the later law misses findings of the earlier one;
    where no other change is loosened, all that differs is to blame for it.
    """
    reasons = _reasons(*sights, scope_losses(*sights, moved(*sights)))
    if gone:
        reasons["source"] = {"no law sees": list(gone)}
    found = [_loosened(change, _sentences(reasons.get(change.part, {}))) for change in changes]
    if hides and not any(change.effect is Effect.LOOSENED for change in found):
        found = [_loosened(change, "this hides findings") for change in found]
    rank = list(Effect)
    return tuple(sorted(found, key=lambda change: rank.index(change.effect)))


def _reasons(old: PlacedCode, new: PlacedCode, lost: Mapping[str, Sequence[str]]) -> dict[str, dict[str, list[str]]]:
    """By part of the topology, the losses that it causes, each with its modules."""
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
    if change.effect is not Effect.CHANGED or not why:
        return change
    return replace(change, effect=Effect.LOOSENED, sentence=f"{change.sentence}; {why}")


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    if len(listed) > _MOST:
        listed = [*listed[: _MOST - 1], f"{len(listed) - _MOST + 1} more"]
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
