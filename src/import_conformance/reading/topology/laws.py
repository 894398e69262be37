"""Read the laws of a topology file: forbid, require, own and the built-in ones; allow has a form of its own."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import TypedDict

from import_conformance.model.language.edges import FORBID_KEYS, OWN_KEYS, REQUIRE_KEYS, WHEN_KEYS
from import_conformance.model.language.terms import Keys
from import_conformance.model.language.whole import BUILTIN, BUILTIN_LAW, FOREIGN, UNPARSABLE, UNPLACED
from import_conformance.model.topology import (
    ALL_KINDS,
    Builtin,
    External,
    Forbid,
    ImportKind,
    Own,
    Position,
    Require,
    Selector,
    Severity,
    Via,
)
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.parts import is_name, read_optional
from import_conformance.reading.topology.section import Section
from import_conformance.reading.topology.selectors import DeclaredNames

_FRACTION = re.compile(r"[01](\.\d+)?|\.\d+", re.ASCII)


class LawHeader(TypedDict):
    """The fields that all laws have, as keyword arguments."""

    id: str
    position: Position
    severity: Severity
    because: str
    fix: str
    owner_team: str
    optional: bool


class TypingOnly(StrEnum):
    """The values of `typing_only`, by which a `forbid` law treats imports for type checkers without a list of kinds."""

    ALLOWED = "allowed"


def read_header(
    law_id: str, position: Position, section: Section, severity: Severity | None = None, *, team: bool = True
) -> LawHeader:
    """Read the keys that all laws share.

    Args:
        law_id: The id of the law.
        position: Its position in the file.
        section: The entry of the law.
        severity: The severity of a law without the key, if it differs from the default of the language.
        team: Whether `owner` is a team in this section.
    """
    return LawHeader(
        id=law_id,
        position=position,
        severity=section.choice("severity", Severity, severity),
        because=section.text("because"),
        fix=section.text("fix"),
        owner_team=section.text("owner") if team else "",
        optional=read_optional(section),
    )


def read_forbid(top: Section, names: DeclaredNames) -> Iterator[Forbid]:
    """Read the `forbid` section."""
    for key, section in top.sections("forbid", FORBID_KEYS):
        is_name(key, "the law id", section.report)
        targets = [names.target(scalar.text, scalar.position) for scalar in section.scalars("to")]
        yield Forbid(
            **read_header(key.text, key.position, section),
            sources=names.selectors(section.scalars("from")),
            targets=tuple(target for target in targets if isinstance(target, Selector)),
            externals=tuple(target for target in targets if isinstance(target, External)),
            kinds=_banned_kinds(section),
        )


def _banned_kinds(section: Section) -> frozenset[ImportKind]:
    if "typing_only" not in section:
        return section.choices("kinds", ImportKind)
    section.choice("typing_only", TypingOnly, TypingOnly.ALLOWED)
    if "kinds" in section:
        sentence = f"{section.label} says both 'kinds' and 'typing_only'; keep one of them"
        section.report.add(section.key_position("typing_only"), sentence)
    return ALL_KINDS - {ImportKind.TYPING}


def read_require(top: Section, names: DeclaredNames) -> Iterator[Require]:
    """Read the `require` section."""
    for key, section in top.sections("require", REQUIRE_KEYS):
        is_name(key, "the law id", section.report)
        every = section.text("every")
        yield Require(
            **read_header(key.text, key.position, section),
            every=every,
            of=_bound_values(section, every, names),
            within=names.selectors(section.scalars("in")),
            writes_models=_writes_models(section, every),
            targets=names.selectors(section.scalars("must_import")),
            via=section.choice("via", Via),
            kinds=section.choices("kinds", ImportKind),
        )


def _writes_models(section: Section, every: str) -> int:
    """Return the minimum number of models in `when`, which applies to single files; 0 without it."""
    if "when" not in section:
        return 0
    if every != "module":
        section.report.add(section.key_position("when"), f"{section.label} has 'when', which goes with 'every: module'")
    when = Section.open(section.entries["when"][1], "'when'", section.key_position("when"), WHEN_KEYS, section.report)
    number = when.scalar("writes_models") if when else None
    if number and not (
        number.text.isascii() and number.text.isdigit() and len(number.text) < 8 and 0 < int(number.text) < 1000
    ):
        sentence = f"'writes_models' must be a number of models, 1 or more, but it is '{shortened(number.text)}'"
        section.report.add(number.position, sentence)
        return 0
    return int(number.text) if number else 0


def _bound_values(section: Section, every: str, names: DeclaredNames) -> tuple[str, ...]:
    """Return the values in `of`, when `every` names an axis that has them."""
    axis = section.scalar("every")
    if axis and every != "module":
        names.declares_axis(every, axis.position, "module")
    elif "of" in section:
        section.report.add(section.key_position("of"), f"{section.label} has 'of', which goes with an axis in 'every'")
        return ()
    bound = section.scalars("of")
    return tuple(scalar.text for scalar in bound if names.declares_value(every, scalar.text, scalar.position))


def read_own(top: Section, names: DeclaredNames) -> Iterator[Own]:
    """Read the `own` section."""
    for key, section in top.sections("own", OWN_KEYS):
        is_name(key, "the law id", section.report)
        if ("owner" in section) == ("between" in section):
            fault = "has both 'owner' and 'between'" if "owner" in section else "has neither 'owner' nor 'between'"
            section.report.add(section.position, f"{section.label} {fault}; write one of the two")
        between = section.scalar("between")
        if between:
            names.declares_axis(between.text, between.position)
        yield Own(
            **read_header(key.text, key.position, section, team=False),
            owner=names.selectors(section.scalars("owner")),
            between=between.text if between else None,
            among=names.selectors(section.scalars("among")),
            similarity=_similarity(section),
            symbols=_symbols(section),
        )


def _symbols(section: Section) -> tuple[str, ...]:
    """Return the names that only the owner may define."""
    symbols = section.scalars("symbols")
    if symbols and ("between" in section or "similarity" in section):
        sentence = f"{section.label} has 'symbols', which goes with 'owner' and without 'similarity'"
        section.report.add(section.key_position("symbols"), sentence)
    for scalar in symbols:
        if not scalar.text.isidentifier():
            section.report.add(scalar.position, f"'{shortened(scalar.text)}' is no name that a module can define")
    return tuple(scalar.text for scalar in symbols)


def _similarity(section: Section) -> float:
    found = section.scalar("similarity")
    if not found:
        return Own.similarity
    if _FRACTION.fullmatch(found.text) and float(found.text) <= 1:
        return float(found.text)
    section.report.add(
        found.position, f"'similarity' must be a number from 0 to 1, but it is '{shortened(found.text)}'"
    )
    return Own.similarity


def read_builtin(top: Section, names: DeclaredNames, *, unplaced: Position | None) -> Iterator[Builtin]:
    """Yield the laws that hold in every code base, in a fixed order.

    Args:
        top: The topology.
        names: The declared names.
        unplaced: The position at which `source` asks for the optional one about modules without a layer; None for
            nowhere.
    """
    written = {key.text: (key, section) for key, section in top.sections("builtin", BUILTIN_LAW, names=BUILTIN)}
    for law_id in BUILTIN:
        severity = _severity(law_id)
        if law_id in written:
            key, section = written[law_id]
            if law_id == UNPARSABLE and "in" in section:
                sentence = f"'in' cannot narrow {UNPARSABLE}: what is looked away from would pass for healthy"
                section.report.add(section.key_position("in"), sentence)
            if law_id == FOREIGN and "in" in section:
                sentence = f"'in' cannot narrow {FOREIGN}: it is about no module of the code base"
                section.report.add(section.key_position("in"), sentence)
            header = read_header(law_id, key.position, section, severity)
            yield Builtin(**header, within=names.selectors(section.scalars("in")))
        elif law_id != UNPLACED:
            yield Builtin(law_id, top.key_position("source"), severity)
        elif unplaced:
            yield Builtin(law_id, unplaced, severity)


def _severity(law_id: str) -> Severity:
    """Return the default severity of a built-in law."""
    law = BUILTIN[law_id].holds
    return Severity(str(law["severity"].default)) if isinstance(law, Keys) else Severity.MEDIUM
