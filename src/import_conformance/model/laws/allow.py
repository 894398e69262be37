"""Edges that may exist: the `allow` section."""

from dataclasses import dataclass

from import_conformance.model.base.law import ALL_KINDS, ImportKind, Law, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import enumerated, in_kinds, texts
from import_conformance.model.language.terms import Either, Key, Keys, Listed, Texts
from import_conformance.model.language.texts import AXIS, EDGE, KINDS, SEVERITIES
from import_conformance.model.laws.kind import LawKind


@dataclass(frozen=True)
class Allow(Law):
    """Edges that may exist.

    Attributes:
        across: The axes on which the two ends may differ; on all others they must agree.
    """

    sources: tuple[Selector, ...] = ()
    targets: tuple[Selector, ...] = ()
    across: frozenset[str] = frozenset()
    kinds: frozenset[ImportKind] = ALL_KINDS


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
        Key("kinds", KINDS, "Kinds of import that the edge is about.", tuple(ImportKind), example="[typing]"),
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


def _sentence(law: Allow, axes: tuple[str, ...]) -> str:
    same = [axis for axis in axes if axis not in law.across]
    within = f", within one {enumerated(same)}" if same else ", anywhere"
    return f"{texts(law.sources)} may import {texts(law.targets)}{within}{in_kinds(law.kinds)}"


KIND = LawKind(
    law=Allow,
    section=Key(
        "allow",
        Either((_EDGES, ALLOW_KEYS)),
        "Imports that may exist; any other between modules that are placed is a divergence.",
        otherwise="everything that `forbid` does not speak of",
        example="[core -> core store]",
    ),
    keys=EDGE_KEYS,
    sentence=_sentence,
    categories={"layers": "layering"},
    by_import=True,
    title=lambda law: f"{texts(law.sources)} may import {texts(law.targets)}",
    test="test_layer",
    own_reader=True,
)
