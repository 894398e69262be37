"""Modules that are set aside: the `quarantine` section."""

from dataclasses import dataclass

from import_conformance.model.base.law import Law, LawEffect, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import texts
from import_conformance.model.language.terms import Key, Keys, Named, Number, Scope
from import_conformance.model.language.texts import NAME, SELECTORS
from import_conformance.model.laws.kind import LawKind


@dataclass(frozen=True)
class Quarantine(Law):
    """Modules that no module outside may import, and whose number may only shrink.

    Attributes:
        at_most: The largest number of files that there may be; None for no limit.
    """

    modules: tuple[Selector, ...] = ()
    at_most: int | None = None


QUARANTINE_KEYS = Keys(
    "quarantine",
    (
        Key(
            "modules",
            SELECTORS,
            "The modules that are set aside: no module outside may import them.",
            example="shop.old",
            required="name the modules that are set aside",
            more=LawEffect.TIGHTENED,
            scope=Scope.BOUND,
        ),
        Key(
            "at_most",
            Number("number of modules", "^[0-9]{1,6}$", 0, 999_999),
            "There may be no more modules than these, so that the number only shrinks.",
            otherwise="any number",
            example="12",
            more=LawEffect.LOOSENED,
        ),
        *header(),
    ),
    only_with=(OPTIONAL,),
)


def _sentence(law: Quarantine, _: tuple[str, ...]) -> str:
    limit = f"; there may be at most {law.at_most} of them" if law.at_most is not None else ""
    return f"no other module may import {texts(law.modules)}{limit}"


KIND = LawKind(
    law=Quarantine,
    section=Key(
        "quarantine",
        Named(NAME, "quarantine", QUARANTINE_KEYS),
        "Modules that no other module may import any more.",
        otherwise="none",
        example="{set-aside: {modules: shop.old, at_most: 12}}",
    ),
    keys=QUARANTINE_KEYS,
    sentence=_sentence,
    categories={"quarantine": "quarantine"},
    by_import=True,
    title=lambda _: "no module outside imports what is set aside",
    test="test_ban",
)
