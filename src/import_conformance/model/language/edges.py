"""The sections about imports and ownership: allow, forbid, require and own."""

from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.terms import Choice, Either, Key, Keys, Listed, Named, Number, Texts
from import_conformance.model.language.texts import (
    AXIS,
    EDGE,
    IDENTIFIER,
    KINDS,
    NAME,
    SELECTORS,
    SEVERITIES,
    VALUE,
    WAYS,
)
from import_conformance.model.laws.law import ALL_KINDS, RUNNING_KINDS, ImportKind

_ALL = tuple(kind.value for kind in ImportKind if kind in ALL_KINDS)
RUNNING = tuple(kind.value for kind in ImportKind if kind in RUNNING_KINDS)

EDGE_KEYS = Keys(
    "edge",
    (
        Key(
            "edge",
            EDGE,
            "Who may import whom: selectors, an arrow between blanks, selectors. The id of the law is made of them "
            "(`core-to-store`).",
            example="api core -> store",
            required="write it as in A -> B",
        ),
        Key(
            "across",
            Texts(AXIS),
            "Axes on which the two ends may differ; on every other axis that both have they must agree.",
            otherwise="none",
            example="team",
        ),
        Key("kinds", KINDS, "Kinds of import that the edge is about.", _ALL, example="[typing]"),
        *header("", "that of the section"),
    ),
    only_with=(OPTIONAL,),
)
_EDGES = Listed(Either((EDGE, EDGE_KEYS)))
ALLOW_KEYS = Keys(
    "allow, long form",
    (
        Key(
            "severity", SEVERITIES, "How bad a divergence is: an import that no edge allows.", "high", example="medium"
        ),
        Key(
            "edges",
            _EDGES,
            "The edges.",
            example="[api -> core, core -> store]",
            required="list what may import what, as in [A -> B]",
        ),
    ),
)
ALLOW = Either((_EDGES, ALLOW_KEYS))

FORBID_KEYS = Keys(
    "ban on imports",
    (
        Key(
            "from",
            SELECTORS,
            "The modules that the ban binds.",
            example="core",
            required="name the modules that the ban binds",
        ),
        Key(
            "to",
            SELECTORS,
            "What they must not import: modules of the code base, or packages from outside with everything below.",
            example="[sqlalchemy, shop.legacy]",
            required="name the modules or packages that they must not import",
        ),
        Key("kinds", KINDS, "Kinds of import that are banned.", _ALL, example="[runtime, lazy]"),
        Key(
            "typing_only",
            Choice((("allowed", "the ban is about all kinds but typing"),)),
            "Short for `kinds` without typing.",
            otherwise="imports for type checkers are banned, too",
            example="allowed",
        ),
        *header(),
    ),
    alone=(("kinds", "typing_only"),),
    only_with=(OPTIONAL,),
)
FORBID = Named(NAME, "ban on imports", FORBID_KEYS)

WHEN_KEYS = Keys(
    "condition",
    (
        Key(
            "writes_models",
            Number("number of models, 1 or more", "^[0-9]{1,7}$", 1, 999),
            "Bind only files that write to at least so many ORM models.",
            example="2",
            required="say how many",
        ),
    ),
)
REQUIRE_KEYS = Keys(
    "obligation",
    (
        Key(
            "every",
            AXIS,
            "Whom the obligation binds: each value of an axis, or each `module`.",
            example="team",
            required="name the axis whose values are bound, or write 'module'",
        ),
        Key("of", Texts(VALUE), "With an axis: the values that are bound.", otherwise="all", example="[pay, stock]"),
        Key("in", SELECTORS, "Only these modules are bound, or count.", otherwise="all", example="core"),
        Key(
            "when",
            WHEN_KEYS,
            "With `every: module`: bind only files of which this is true.",
            otherwise="always",
            example="{writes_models: 2}",
        ),
        Key(
            "must_import",
            SELECTORS,
            "What must be imported; one module of it is enough.",
            example="base.runtime",
            required="name what has to be imported",
        ),
        Key("via", WAYS, "How the obligation may be met.", "direct", example="legal"),
        Key("kinds", KINDS, "Kinds of import that meet it.", RUNNING, example="[runtime]"),
        *header(),
    ),
    only_with=(OPTIONAL,),
)
REQUIRE = Named(NAME, "obligation", REQUIRE_KEYS)

OWN_KEYS = Keys(
    "ownership",
    (
        Key(
            "owner",
            SELECTORS,
            "The modules that are the original, or the home of the symbols; one or several. (Of this section alone; "
            "elsewhere `owner` is a team.)",
            example="shop.base",
        ),
        Key("between", AXIS, "Instead of `owner`: no module may be copied from one value to another.", example="team"),
        Key(
            "among",
            SELECTORS,
            "Where copies are looked for.",
            otherwise="the whole code base",
            example="shop",
        ),
        Key(
            "similarity",
            Number("number from 0 to 1", r"^([01](\.[0-9]+)?|\.[0-9]+)$", 0, 1, whole=False),
            "From which share of common code on two modules count as copies (Jaccard index of their syntax).",
            "0.5",
            example="0.8",
        ),
        Key(
            "symbols",
            Texts(IDENTIFIER),
            "With `owner`: names of functions, classes or variables that only the owner may define.",
            otherwise="whole modules are compared",
            example="[utc_now]",
        ),
        *(key for key in header() if key.name != "owner"),
    ),
    one_of=("owner", "between"),
    alone=(("symbols", "between"), ("symbols", "similarity")),
    only_with=(OPTIONAL,),
)
OWN = Named(NAME, "ownership", OWN_KEYS)
