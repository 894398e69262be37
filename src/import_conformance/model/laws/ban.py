"""Calls that may not be made: the `ban` section."""

import builtins
from dataclasses import dataclass

from import_conformance.model.base.facts import Wanted
from import_conformance.model.base.law import Law, LawEffect, Position, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import MOST_NAMED, enumerated, everywhere, texts
from import_conformance.model.language.terms import Key, Keys, Named, Scope, Texts
from import_conformance.model.language.texts import CALL, IDENTIFIER, NAME, PACKAGE, SELECTORS, is_module_name
from import_conformance.model.laws.kind import LawKind, Needs, Values, WrittenLaw


@dataclass(frozen=True)
class BannedCall:
    """A function that may not be used.

    Attributes:
        without_arguments: Whether only calls that pass no argument are banned (and references that are not called).
    """

    name: str
    without_arguments: bool
    position: Position


@dataclass(frozen=True)
class Ban(Law):
    """Calls that may not be made: functions by qualified name, methods by name whatever their object is.

    Attributes:
        within: Where the ban holds; everywhere when empty.
        use: The qualified name of what to call instead; "" for none.
    """

    calls: tuple[BannedCall, ...] = ()
    methods: tuple[str, ...] = ()
    within: tuple[Selector, ...] = ()
    exempt: tuple[Selector, ...] = ()
    use: str = ""


def _qualified(text: str) -> str:
    """Return the qualified name of a function, without the sign for calls without arguments."""
    name = text.removesuffix("()")
    return f"builtins.{name}" if hasattr(builtins, name) else name


def _is_call(text: str) -> bool:
    name = _qualified(text)
    return is_module_name(name) and "." in name


_CALL = CALL._replace(
    is_valid=_is_call,
    refusal="'{}' is no call: write the qualified name of a function, as in datetime.datetime.utcnow, or the name of a "
    "built-in one, with () behind it to ban only calls without arguments",
    make=lambda text, position: BannedCall(_qualified(text), text.endswith("()"), position),
)
_METHOD = IDENTIFIER._replace(
    is_valid=str.isidentifier, refusal="'{}' is no name of a method; write it without dots or ()"
)
_INSTEAD = PACKAGE._replace(is_valid=is_module_name, refusal="'{}' is no dotted name of what to use instead")
BAN_KEYS = Keys(
    "ban on calls",
    (
        Key(
            "calls",
            Texts(_CALL),
            "Functions and classes by qualified name, however they are imported, built-in ones by name alone; with () "
            "behind it only calls without arguments.",
            example='["datetime.datetime.utcnow", "datetime.datetime.now()"]',
            more=LawEffect.TIGHTENED,
        ),
        Key(
            "methods",
            Texts(_METHOD),
            "Methods by name, whatever their object is.",
            example="[commit, rollback]",
            more=LawEffect.TIGHTENED,
        ),
        Key(
            "in",
            SELECTORS,
            "Where the ban holds.",
            otherwise="the whole code base",
            example="core",
            field="within",
            more=LawEffect.TIGHTENED,
            empty="everywhere",
            scope=Scope.BOUND,
        ),
        Key(
            "except",
            SELECTORS,
            "Modules that may make the calls all the same.",
            otherwise="no module",
            example="base.runtime",
            field="exempt",
            more=LawEffect.LOOSENED,
            scope=Scope.EXEMPT,
        ),
        Key(
            "use",
            _INSTEAD,
            "The qualified name of what to call instead.",
            example="shop.base.time.utc_now",
            empty="nothing",
        ),
        *header("medium"),
    ),
    some_of=("calls", "methods"),
    only_with=(OPTIONAL,),
)


def called(law: Ban) -> str:
    """Return the calls that a law bans, as people write them."""
    calls = (f"{call.name}{'()' if call.without_arguments else ''}" for call in law.calls)
    return enumerated((*calls, *(f".{method}()" for method in law.methods)), MOST_NAMED)


def _sentence(law: Ban, _: tuple[str, ...]) -> str:
    instead = f"; to be used instead: {law.use}" if law.use else ""
    exempt = f", except {texts(law.exempt)}" if law.exempt else ""
    return f"{everywhere(law.within)} may not call {called(law)}{exempt}{instead}"


def _check(entry: WrittenLaw, _: Values) -> None:
    if "calls" not in entry and "methods" not in entry:
        entry.report("", f"{entry.label} bans nothing: name 'calls' or 'methods'")


def _needs(law: Ban) -> Needs:
    names = frozenset(call.name.rpartition(".")[2] for call in law.calls)
    yield law.within, Wanted(names=names, methods=frozenset(law.methods))


KIND = LawKind(
    law=Ban,
    section=Key(
        "ban",
        Named(NAME, "ban on calls", BAN_KEYS),
        "Calls that may not be made.",
        otherwise="none",
        example="{no-naive-time: {calls: datetime.datetime.utcnow}}",
    ),
    keys=BAN_KEYS,
    sentence=_sentence,
    categories={"ban": "banned-calls"},
    title=lambda _: "calls that may not be made",
    test="test_banned_call",
    check=_check,
    needs=_needs,
    is_rewritten=lambda law: bool(law.use),
    narrowing="within",
)
