"""Where no cycle of imports may close: the `acyclic` section."""

from dataclasses import dataclass

from import_conformance.model.base.law import RUNNING_KINDS, ImportKind, Law, LawEffect, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import everywhere
from import_conformance.model.language.terms import Either, Key, Keys, Named, Scope, Texts
from import_conformance.model.language.texts import AXIS, KINDS, NAME, RUNNING, SELECTORS
from import_conformance.model.laws.kind import LawKind


@dataclass(frozen=True)
class Acyclic(Law):
    """No cycle of imports between the values of an axis, or between layers, packages, or single modules.

    Attributes:
        over: An axis, `layer`, `package`, or `module`.
        within: The modules whose imports count; all when empty.
    """

    over: str = "layer"
    within: tuple[Selector, ...] = ()
    kinds: frozenset[ImportKind] = RUNNING_KINDS


# What `over` may name besides an axis: cycles between these are forbidden.
PARTS = ("layer", "package", "module")
ACYCLIC_KEYS = Keys(
    "law against cycles",
    (
        Key(
            "over",
            AXIS,
            "Between what no cycle of imports may close: the values of an axis, `layer`, `package` (the packages below "
            "a package), or `module` (file by file).",
            example="team",
            required="name an axis, or write 'layer', 'package' or 'module'",
            words=PARTS,
        ),
        Key(
            "in",
            SELECTORS,
            "The modules whose imports count.",
            otherwise="the whole code base",
            example="shop",
            field="within",
            more=LawEffect.TIGHTENED,
            empty="everywhere",
            scope=Scope.BOUND,
        ),
        Key(
            "kinds",
            KINDS,
            "Kinds of import that count.",
            RUNNING,
            example="[runtime]",
            more=LawEffect.TIGHTENED,
        ),
        *header(),
    ),
    only_with=(OPTIONAL,),
)


def _sentence(law: Acyclic, _: tuple[str, ...]) -> str:
    return f"the modules of {everywhere(law.within)} may close no cycle of imports between one {law.over} and another"


KIND = LawKind(
    law=Acyclic,
    section=Key(
        "acyclic",
        Either((Texts(AXIS), Named(NAME, "law against cycles", ACYCLIC_KEYS))),
        "Where no cycle of imports may close: axes, or laws by name.",
        otherwise="nowhere",
        example="[team]",
    ),
    keys=ACYCLIC_KEYS,
    sentence=_sentence,
    categories={"acyclic": "circles"},
    title=lambda _: "no cycles of imports",
    test="test_no_cycle",
    narrowing="within",
    short="over",
)
