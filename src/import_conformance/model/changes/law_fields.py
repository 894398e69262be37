"""The changes of a law, and in which direction each of them makes it stricter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from import_conformance.model.base.law import External, Law, LawEffect, LocatedPattern, Position, Selector, Severity
from import_conformance.model.language.terms import Choice, Key, Number, Scope, Texts
from import_conformance.model.laws.ban import BannedCall
from import_conformance.model.laws.kinds import BY_CLASS, kind_of
from import_conformance.model.laws.require import Require


@dataclass(frozen=True)
class LawChange:
    """One change of the topology; positions are None in the file that has no such thing.

    Attributes:
        part: A law's id, `layer low`, `axis domain`, `source`, `allow` or `waiver`.
    """

    effect: LawEffect
    part: str
    sentence: str
    before: Position | None = None
    after: Position | None = None


EffectSentence = tuple[LawEffect, str]


def scopes_of(kind: type[Law]) -> Iterator[tuple[str, bool]]:
    """Yield the fields of a law that name modules, and whether the law binds those; False where it exempts them."""
    for key in BY_CLASS[kind].all_keys():
        if key.scope is not Scope.NONE:
            yield key.attribute, key.scope is Scope.BOUND


def field_changes(before: Law, after: Law) -> list[EffectSentence]:
    """Return what changed between two states of one law of the same class."""
    found: list[EffectSentence] = []
    if before.severity is not after.severity:
        effect, _, sentence = severity_change(before.id, before.severity, after.severity)
        found.append((effect, sentence))
    for key in kind_of(before).all_keys():
        if key.attribute not in _WORDS and hasattr(before, key.attribute):
            found += _key_changes(key, before, after)
    return found


# Words for people, and the severity, which is compared apart.
_WORDS = ("severity", "because", "fix")


def _key_changes(key: Key, before: Law, after: Law) -> Iterator[EffectSentence]:
    old, new = getattr(before, key.attribute), getattr(after, key.attribute)
    if _is_list(key):
        more = key.more
        # With `every: module` it states which modules are bound, otherwise which may comply.
        if isinstance(after, Require) and key.name == "in" and after.every == "module":
            more = LawEffect.TIGHTENED
        yield from set_changes(key.name, old, new, more, key.empty)
        if key.outside:
            yield from set_changes(key.name, getattr(before, key.outside), getattr(after, key.outside), more, key.empty)
    elif isinstance(key.holds, Number):
        if old != new:
            is_looser = new is None or (old is not None and new > old)
            yield effect_if(is_looser, key.more), f"{key.name}: {_limit(old)} -> {_limit(new)}"
    else:
        yield from _value_change(key, old, new)


def _is_list(key: Key) -> bool:
    """Return whether each item of a key has an effect of its own; else the list as a whole is one value."""
    if isinstance(key.holds, Choice):
        return key.holds.several
    return isinstance(key.holds, Texts) and (key.more is not LawEffect.CHANGED or bool(key.empty))


def _value_change(key: Key, before: object, after: object) -> Iterator[EffectSentence]:
    old, new = (_shown(value) or key.empty or "none" for value in (before, after))
    if old != new:
        effect = LawEffect.CHANGED if key.loosest is None else effect_if(after == key.loosest, LawEffect.LOOSENED)
        yield effect, f"{key.name}: {old} -> {new}"


def set_changes(
    key: str, before: Iterable[object], after: Iterable[object], more: LawEffect, none: str = ""
) -> Iterator[EffectSentence]:
    """Yield what a list gained and lost; `none` is what an empty list stands for, where that is not nothing."""
    old, new = _texts(before), _texts(after)
    if none and old != new and not (old and new):
        effect = more if old else more.opposite
        yield effect, f"{key}: {' '.join(old) or none} -> {' '.join(new) or none}"
        return
    gained, lost = (" ".join(sorted(one.keys() - other.keys())) for one, other in ((new, old), (old, new)))
    if gained:
        yield more, f"{key}: {gained} added"
    if lost:
        yield more.opposite, f"{key}: {lost} taken out"


def severity_change(part: str, before: Severity, after: Severity) -> tuple[LawEffect, str, str]:
    """Return the arguments of a LawChange for another severity."""
    return effect_if(after.rank > before.rank, LawEffect.LOOSENED), part, f"severity: {before} -> {after}"


def effect_if(is_so: bool, effect: LawEffect) -> LawEffect:
    """Return the effect, or the opposite where the condition is false."""
    return effect if is_so else effect.opposite


def named(items: Iterable[object]) -> str:
    """Return things that a law lists, as the topology writes them."""
    return " ".join(_texts(items)) or "none"


def _texts(items: Iterable[object]) -> dict[str, None]:
    """Return the strings of things, each once, sorted where they have no order of their own."""
    ordered = sorted(items, key=str) if isinstance(items, frozenset) else items
    return dict.fromkeys(_text(item) for item in ordered if item is not None)


def _text(item: object) -> str:
    if isinstance(item, Selector):
        return item.text
    if isinstance(item, LocatedPattern):
        return item.pattern.text
    if isinstance(item, BannedCall):
        return f"{item.name}()" if item.without_arguments else item.name
    return item.text if isinstance(item, External) else str(item)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(_texts(value)) if isinstance(value, tuple) else str(value or "")


def _limit(value: object) -> str:
    return "no limit" if value is None else str(value)
