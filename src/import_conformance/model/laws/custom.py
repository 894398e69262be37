"""Laws that rules of installed distributions judge: the `rules` section."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from import_conformance.model.base.law import Law, LawEffect, Position, Selector
from import_conformance.model.language.parts import OPTIONAL, header
from import_conformance.model.language.phrases import everywhere
from import_conformance.model.language.terms import Free, Key, Keys, Named, Scope
from import_conformance.model.language.texts import NAME, SELECTORS, is_plain_name
from import_conformance.model.laws.kind import LawKind

Option: TypeAlias = str | tuple["Option", ...] | Mapping[str, "Option"]


@dataclass(frozen=True)
class Custom(Law):
    """A law that a rule of an installed distribution judges.

    Attributes:
        rule: The name of its entry point.
        within: Where the law holds; everywhere when empty.
        options: The options of the rule: strings, tuples and mappings of strings.
        marks: The position of each option in the topology.
    """

    rule: str = ""
    within: tuple[Selector, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    marks: Mapping[str, Position] = field(default_factory=dict)


_RULE = NAME._replace(
    is_valid=is_plain_name,
    refusal="the name of a rule '{}' may hold only letters from A to Z, digits and the signs _ . + -",
)
RULE_KEYS = Keys(
    "law by a rule from outside",
    (
        Key(
            "rule",
            _RULE,
            "The rule that judges: the name of an entry point in the group `conformance.rules` of a distribution that "
            "is installed.",
            otherwise="the id of the law",
            example="module-size",
        ),
        Key(
            "in",
            SELECTORS,
            "Where the law holds.",
            otherwise="the whole code base",
            example="core",
            field="within",
            more=LawEffect.TIGHTENED,
            empty="everywhere",
            scope=Scope.BOUND,
        ),
        Key(
            "options",
            Free(),
            "What the rule wants to know; its own documentation says what.",
            otherwise="nothing",
            example="{most_imports: 20}",
        ),
        *header("medium"),
    ),
    only_with=(OPTIONAL,),
)


KIND = LawKind(
    law=Custom,
    section=Key(
        "rules",
        Named(NAME, "law by a rule from outside", RULE_KEYS),
        "Laws that rules of installed distributions judge.",
        otherwise="none",
        example="{small-modules: {rule: module-size, in: core, options: {most_imports: 20}}}",
    ),
    keys=RULE_KEYS,
    sentence=lambda law, _: f"the modules of {everywhere(law.within)} are judged by {law.rule}, a rule from outside",
    categories={"custom": "own-rules"},
    title=lambda _: "judged by a rule from outside",
    test="test_own_rule",
    check=lambda _, values: values.update(rule=values.get("rule") or values["id"]),
    narrowing="within",
)
