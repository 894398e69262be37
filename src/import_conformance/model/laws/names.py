"""What modules may be called: the `names` section."""

from dataclasses import dataclass

from import_conformance.model.base.law import Law, LawEffect, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import MOST_NAMED, enumerated, texts
from import_conformance.model.language.terms import Key, Keys, Named, Scope, Texts
from import_conformance.model.language.texts import GLOB, NAME, SELECTORS
from import_conformance.model.laws.kind import LawKind, Values, WrittenLaw


@dataclass(frozen=True)
class Name(Law):
    """What the modules of a scope may be called.

    Attributes:
        allow: Globs over the last segment of the name; any name when empty.
        deny: Globs of names that are not allowed; they win over `allow`.
    """

    within: tuple[Selector, ...] = ()
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


NAME_KEYS = Keys(
    "law about names",
    (
        Key(
            "in",
            SELECTORS,
            "The modules that the law binds; an `__init__.py` is not asked.",
            example="core",
            required="name the modules that the law binds",
            field="within",
            more=LawEffect.TIGHTENED,
            empty="everywhere",
            scope=Scope.BOUND,
        ),
        Key(
            "allow",
            Texts(GLOB),
            "What the last part of a module's name may be.",
            otherwise="all",
            example='["*_rule"]',
            more=LawEffect.LOOSENED,
            empty="any name",
        ),
        Key(
            "deny",
            Texts(GLOB),
            "What it may not be; wins over `allow`.",
            otherwise="nothing",
            example='["*_service"]',
            more=LawEffect.TIGHTENED,
        ),
        *header("low"),
    ),
    some_of=("allow", "deny"),
    only_with=(OPTIONAL,),
)


def globs(law: Name) -> str:
    """Return what the modules may be called, as the end of a sentence."""
    allowed = [f"be called only {enumerated(law.allow, MOST_NAMED)}"] if law.allow else []
    denied = [f"not be called {enumerated(law.deny, MOST_NAMED)}"] if law.deny else []
    return " and may ".join([*allowed, *denied])


def _check(entry: WrittenLaw, _: Values) -> None:
    if "allow" not in entry and "deny" not in entry:
        entry.report("", f"{entry.label} says nothing of names: write 'allow' or 'deny'")


KIND = LawKind(
    law=Name,
    section=Key(
        "names",
        Named(NAME, "law about names", NAME_KEYS),
        "What modules may be called.",
        otherwise="anything",
        example='{no-utils: {in: core, deny: "*_utils"}}',
    ),
    keys=NAME_KEYS,
    sentence=lambda law, _: f"the modules of {texts(law.within)} may {globs(law)}",
    categories={"name": "names"},
    title=lambda _: "what modules are called",
    test="test_convention",
    check=_check,
)
