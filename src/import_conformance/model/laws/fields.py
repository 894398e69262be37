"""The fields of a law, and in which direction each of them makes it stricter."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.laws.kinds import (
    Acyclic,
    Ban,
    BannedCall,
    Builtin,
    Forbid,
    Headers,
    Name,
    Own,
    Quarantine,
    Require,
    Via,
)
from import_conformance.model.laws.law import External, Law, LocatedPattern, Position, Selector, Severity


class LawEffect(StrEnum):
    """What a change does to the law: it forgives more, it requires more, or the change alone does not show it."""

    LOOSENED = "loosened"
    CHANGED = "changed"
    TIGHTENED = "tightened"


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
_OPPOSITE = {
    LawEffect.LOOSENED: LawEffect.TIGHTENED,
    LawEffect.TIGHTENED: LawEffect.LOOSENED,
    LawEffect.CHANGED: LawEffect.CHANGED,
}


@dataclass(frozen=True)
class _Items:
    """A field that lists things.

    Attributes:
        more: What one more item does to the law.
        none: How an empty list reads where it does not mean nothing; then the first item has the opposite effect of a
            further one.
    """

    key: str
    more: LawEffect
    none: str = ""


@dataclass(frozen=True)
class _Number:
    """A number that makes the law looser as it grows; None stands for no limit."""

    key: str


@dataclass(frozen=True)
class _Value:
    """A field with one value.

    Attributes:
        key: What the topology calls it.
        none: How no value reads.
        loosest: The value that makes the law looser than any other; None where no value alone does.
    """

    key: str
    none: str = "none"
    loosest: object = None


_OF_ALL = {"optional": _Value("optional", loosest=True)}
_SCOPE = _Items("in", LawEffect.TIGHTENED, "everywhere")
_KINDS = _Items("kinds", LawEffect.TIGHTENED)
_FIELDS: Mapping[type[Law], Mapping[str, _Items | _Number | _Value]] = {
    Forbid: {
        "sources": _Items("from", LawEffect.TIGHTENED),
        "targets": _Items("to", LawEffect.TIGHTENED),
        "externals": _Items("to", LawEffect.TIGHTENED),
        "kinds": _KINDS,
    },
    Require: {
        "of": _Items("of", LawEffect.TIGHTENED, "all values"),
        "writes_models": _Number("writes_models"),
        "targets": _Items("must_import", LawEffect.LOOSENED),
        "kinds": _Items("kinds", LawEffect.LOOSENED),
        "via": _Value("via", loosest=Via.LEGAL),
        "every": _Value("every"),
    },
    Own: {
        "among": _Items("among", LawEffect.TIGHTENED, "everywhere"),
        "similarity": _Number("similarity"),
        "symbols": _Items("symbols", LawEffect.TIGHTENED, "whole modules"),
        "owner": _Value("owner"),
        "between": _Value("between"),
    },
    Builtin: {"within": _SCOPE},
    Ban: {
        "calls": _Items("calls", LawEffect.TIGHTENED),
        "methods": _Items("methods", LawEffect.TIGHTENED),
        "within": _SCOPE,
        "exempt": _Items("except", LawEffect.LOOSENED),
        "use": _Value("use", "nothing"),
    },
    Acyclic: {"within": _SCOPE, "kinds": _KINDS, "over": _Value("over")},
    Name: {
        "within": _SCOPE,
        "allow": _Items("allow", LawEffect.LOOSENED, "any name"),
        "deny": _Items("deny", LawEffect.TIGHTENED),
    },
    Headers: {"within": _SCOPE, "key": _Value("key"), "required": _Value("required", loosest=False)},
    Quarantine: {"modules": _Items("modules", LawEffect.TIGHTENED), "at_most": _Number("at_most")},
}


# The fields whose selectors state where a law holds, and those that state where it does not.
_BINDING = ("sources", "targets", "within", "among", "modules")
_EXCUSING = ("exempt",)


def scopes_of(kind: type[Law]) -> Iterator[tuple[str, bool]]:
    """Yield the fields of a law that name modules, and whether the law binds those; False where it exempts them."""
    for name in kind.__dataclass_fields__:
        if name in _BINDING:
            # Any one of the targets meets an obligation, so more targets require less.
            yield name, not (kind is Require and name == "targets")
        elif name in _EXCUSING:
            yield name, False


def field_changes(before: Law, after: Law) -> list[EffectSentence]:
    """Return what changed between two states of one law of the same class."""
    return [*_of_all(before, after), *_in_require(before, after)]


def _of_all(before: Law, after: Law) -> Iterator[EffectSentence]:
    if before.severity is not after.severity:
        effect, _, sentence = severity_change(before.id, before.severity, after.severity)
        yield effect, sentence
    for name, field in {**_OF_ALL, **_FIELDS.get(type(before), {})}.items():
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(field, _Items):
            yield from set_changes(field.key, old, new, field.more, field.none)
        elif isinstance(field, _Value):
            yield from _value_change(field, old, new)
        elif old != new:
            is_looser = new is None or (old is not None and new > old)
            yield effect_if(is_looser, LawEffect.LOOSENED), f"{field.key}: {_limit(old)} -> {_limit(new)}"


def _value_change(field: _Value, before: object, after: object) -> Iterator[EffectSentence]:
    old, new = (_shown(value) or field.none for value in (before, after))
    if old != new:
        effect = LawEffect.CHANGED if field.loosest is None else effect_if(after == field.loosest, LawEffect.LOOSENED)
        yield effect, f"{field.key}: {old} -> {new}"


def _in_require(before: Law, after: Law) -> Iterator[EffectSentence]:
    """Yield the changes of `in`: with `every: module` it states which modules are bound, otherwise which may comply."""
    if isinstance(before, Require) and isinstance(after, Require):
        more = LawEffect.TIGHTENED if after.every == "module" else LawEffect.CHANGED
        yield from set_changes("in", before.within, after.within, more, "everywhere")


def set_changes(
    key: str, before: Iterable[object], after: Iterable[object], more: LawEffect, none: str = ""
) -> Iterator[EffectSentence]:
    """Yield what a list gained and lost; `none` is what an empty list stands for, where that is not nothing."""
    old, new = _texts(before), _texts(after)
    if none and old != new and not (old and new):
        effect = more if old else _OPPOSITE[more]
        yield effect, f"{key}: {' '.join(old) or none} -> {' '.join(new) or none}"
        return
    gained, lost = (" ".join(sorted(one.keys() - other.keys())) for one, other in ((new, old), (old, new)))
    if gained:
        yield more, f"{key}: {gained} added"
    if lost:
        yield _OPPOSITE[more], f"{key}: {lost} taken out"


def severity_change(part: str, before: Severity, after: Severity) -> tuple[LawEffect, str, str]:
    """Return the arguments of a LawChange for another severity."""
    return effect_if(after.rank > before.rank, LawEffect.LOOSENED), part, f"severity: {before} -> {after}"


def effect_if(is_so: bool, effect: LawEffect) -> LawEffect:
    """Return the effect, or the opposite where the condition is false."""
    return effect if is_so else _OPPOSITE[effect]


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
