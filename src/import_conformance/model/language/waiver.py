"""Findings that somebody answers for until a day: the `waive` section."""

from dataclasses import dataclass

from import_conformance.model.base.law import LocatedPattern, Position
from import_conformance.model.language.terms import Key, Keys, Listed
from import_conformance.model.language.texts import DAY, FINGERPRINT, PATTERNS, PROSE


@dataclass(frozen=True)
class Waiver:
    """Findings that an owner answers for until a date: of one law in some modules, or one by its fingerprint.

    Expired and unused waivers are errors.

    Attributes:
        until: The last date (ISO 8601) on which it holds.
        law: The id of the law; "" for a waiver of one finding.
        modules: With `law`, the modules in which it is waived.
        fingerprint: The finding; "" for a waiver of a law.
    """

    position: Position
    reason: str
    owner: str
    until: str
    law: str = ""
    modules: tuple[LocatedPattern, ...] = ()
    fingerprint: str = ""


WAIVER_KEYS = Keys(
    "waiver",
    (
        Key("law", PROSE, "The id of the law that is waived.", example="no-legacy"),
        Key("modules", PATTERNS, "With `law`: the modules in which it is waived.", example="shop.pay.core"),
        Key(
            "finding",
            FINGERPRINT,
            "Instead of `law` and `modules`: the fingerprint of one finding, as the JSON output has it.",
            example="0123456789abcdef",
        ),
        Key(
            "reason",
            PROSE,
            "Why the finding may stay.",
            example="moves with billing",
            required="say why the finding may stay",
        ),
        Key("owner", PROSE, "Who answers for it.", example="pay team", required="say who answers for it"),
        Key(
            "until",
            DAY,
            "The last day on which it holds. From then on the waiver is an error, and so is one that nothing needs.",
            example="2027-03-31",
            required="say the last day on which it may stay, as in 2027-03-31",
        ),
    ),
    one_of=("law", "finding"),
    alone=(("finding", "modules"),),
    only_with=(("law", "modules"),),
)

WAIVE = Key(
    "waive",
    Listed(WAIVER_KEYS),
    "Findings that somebody answers for until a day.",
    otherwise="none",
    example="[{law: core-without-orm, modules: shop.pay.core, reason: moves, owner: pay, until: 2027-03-31}]",
)
