"""Read the `builtin` section of a topology file."""

from collections.abc import Iterator

from import_conformance.model.base.law import Position, Severity
from import_conformance.model.language.terms import Keys
from import_conformance.model.laws.builtin import (
    BUILTIN,
    BUILTIN_LAW,
    FOREIGN,
    UNMATCHED,
    UNPARSABLE,
    UNPLACED,
    Builtin,
)
from import_conformance.reading.topology.law_reader import read_header
from import_conformance.reading.topology.section import Section
from import_conformance.reading.topology.selectors import DeclaredNames


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
            if law_id in (FOREIGN, UNMATCHED) and "in" in section:
                sentence = f"'in' cannot narrow {law_id}: it is about no module of the code base"
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
