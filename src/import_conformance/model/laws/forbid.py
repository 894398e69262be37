"""Bans on imports: the `forbid` section."""

from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.base.law import ALL_KINDS, External, ImportKind, Law, LawEffect, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import MOST_NAMED, enumerated, in_kinds, names_of, texts
from import_conformance.model.language.terms import Choice, Key, Keys, Named, Scope
from import_conformance.model.language.texts import KINDS, NAME, SELECTORS
from import_conformance.model.laws.kind import LawKind, Values, WrittenLaw


@dataclass(frozen=True)
class Forbid(Law):
    """A named ban on imports, internal or external; it wins over every Allow."""

    sources: tuple[Selector, ...] = ()
    targets: tuple[Selector, ...] = ()
    externals: tuple[External, ...] = ()
    kinds: frozenset[ImportKind] = ALL_KINDS


class TypingOnly(StrEnum):
    """How a law treats imports for type checkers without a list of kinds."""

    ALLOWED = "allowed"


TYPING_ONLY = "typing_only"
FORBID_KEYS = Keys(
    "ban on imports",
    (
        Key(
            "from",
            SELECTORS,
            "The modules that the ban binds.",
            example="core",
            required="name the modules that the ban binds",
            field="sources",
            more=LawEffect.TIGHTENED,
            scope=Scope.BOUND,
        ),
        Key(
            "to",
            SELECTORS,
            "What they must not import: modules of the code base, or packages from outside with everything below.",
            example="[sqlalchemy, shop.legacy]",
            required="name the modules or packages that they must not import",
            field="targets",
            outside="externals",
            more=LawEffect.TIGHTENED,
            scope=Scope.BOUND,
        ),
        Key(
            "kinds",
            KINDS,
            "Kinds of import that are banned.",
            tuple(ImportKind),
            example="[runtime, lazy]",
            more=LawEffect.TIGHTENED,
        ),
        Key(
            TYPING_ONLY,
            Choice(((TypingOnly.ALLOWED, "the ban is about all kinds but typing"),)),
            "Short for `kinds` without typing.",
            otherwise="imports for type checkers are banned, too",
            example="allowed",
        ),
        *header(),
    ),
    alone=(("kinds", TYPING_ONLY),),
    only_with=(OPTIONAL,),
)


def _sentence(law: Forbid, _: tuple[str, ...]) -> str:
    targets = enumerated((*names_of(law.targets), *(external.text for external in law.externals)), MOST_NAMED)
    return f"{texts(law.sources)} may not import {targets}{in_kinds(law.kinds)}"


def _check(entry: WrittenLaw, values: Values) -> None:
    """Let `typing_only` stand for the kinds of import that are not for type checkers."""
    if values.pop(TYPING_ONLY, None) is None:
        return
    if "kinds" in entry:
        entry.report(TYPING_ONLY, f"{entry.label} says both 'kinds' and '{TYPING_ONLY}'; keep one of them")
    values["kinds"] = ALL_KINDS - {ImportKind.TYPING}


KIND = LawKind(
    law=Forbid,
    section=Key(
        "forbid",
        Named(NAME, "ban on imports", FORBID_KEYS),
        "Bans on imports; they win over `allow`.",
        otherwise="none",
        example="{core-without-orm: {from: core, to: sqlalchemy}}",
    ),
    keys=FORBID_KEYS,
    sentence=_sentence,
    categories={"forbid": "banned-imports"},
    by_import=True,
    title=lambda law: f"{texts(law.sources)} may not import {texts(law.targets)}",
    test="test_ban",
    check=_check,
)
