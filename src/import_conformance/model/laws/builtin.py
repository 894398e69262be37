"""The laws that hold in every code base: the `builtin` section."""

from dataclasses import dataclass

from import_conformance.model.base.law import Law, LawEffect, Selector
from import_conformance.model.language.parts import header
from import_conformance.model.language.terms import Key, Keys, Scope
from import_conformance.model.language.texts import SELECTORS
from import_conformance.model.laws.kind import LawKind

UNPARSABLE = "unparsable-files"
FOREIGN = "foreign-configuration"
UNPLACED = "unplaced-modules"
UNMATCHED = "unmatched-parts"
_IN = Key(
    "in",
    SELECTORS,
    "Where the law holds.",
    otherwise="the whole code base",
    example="core",
    field="within",
    more=LawEffect.TIGHTENED,
    empty="everywhere",
    scope=Scope.BOUND,
)


@dataclass(frozen=True)
class Builtin(Law):
    """A law that holds in every code base; the topology may change its severity, or turn it off with a reason.

    Attributes:
        within: Where it holds; everywhere when empty.
    """

    within: tuple[Selector, ...] = ()


def _builtin(severity: str, *, may_be_narrowed: bool = True) -> Keys:
    severity_key, *words = (key for key in header(severity) if key.name in ("severity", "because", "owner"))
    if may_be_narrowed:
        return Keys("built-in law", (severity_key, _IN, *words))
    return Keys("built-in law that holds everywhere", (severity_key, *words))


BUILTIN_LAW = _builtin("medium")
BUILTIN = Keys(
    "builtin",
    (
        Key("unresolved-imports", _builtin("medium"), "An import of a module that should be there and is not."),
        Key("shadowed-modules", _builtin("medium"), "A file that is never imported, for a package bears its name."),
        Key("undeclared-values", _builtin("medium"), "A module at a value that no axis declares."),
        Key(UNPARSABLE, _builtin("high", may_be_narrowed=False), "A file that cannot be read or parsed."),
        Key("ambiguous-layer", _builtin("high"), "A module that patterns of two layers claim with equal right."),
        Key(
            FOREIGN,
            _builtin("high", may_be_narrowed=False),
            "A file that decides what `lint-imports` reports, in the place of the compiled contracts.",
        ),
        Key(
            UNMATCHED,
            _builtin("high", may_be_narrowed=False),
            "A layer, a pattern, a value of an axis, an entry of `source.exclude` or of `waive` that nothing matches.",
        ),
        Key(
            UNPLACED,
            _builtin("medium"),
            "A module that no layer claims; holds only where it is written, or where `source` says `unplaced: error`.",
        ),
    ),
)


KIND = LawKind(
    law=Builtin,
    section=Key(
        "builtin",
        BUILTIN,
        "Severity and scope of the laws that hold in every code base.",
        otherwise="as they are",
        example="{unresolved-imports: {severity: high}}",
    ),
    keys=BUILTIN_LAW,
    sentence=lambda *_: "",
    categories={"builtin": "files"},
    title=lambda _: "holds in every code base",
    test="test_built_in_law",
    own_reader=True,
)
