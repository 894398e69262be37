"""Read the `waive` section of a topology file."""

import re
from collections.abc import Iterator
from datetime import date

from import_conformance.model.base.law import LocatedPattern
from import_conformance.model.language.waiver import WAIVER_KEYS, Waiver
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.section import Section
from import_conformance.reading.topology.selectors import DeclaredNames
from import_conformance.reading.topology.yaml_nodes import Scalar

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def read_waivers(top: Section, names: DeclaredNames, law_ids: frozenset[str]) -> Iterator[Waiver]:
    """Read the `waive` section: a list, each entry with a reason, an owner and the last date.

    Args:
        top: The topology.
        names: The declared names.
        law_ids: The laws that can be waived; the ids of divergences (`L6-to-L5`) are recognized by their form.
    """
    for number, node in enumerate(top.items("waive") if "waive" in top else (), 1):
        label = f"entry {number} of 'waive'"
        section = Section.open(node, label, node.position, WAIVER_KEYS, top.report)
        if section:
            yield from _waiver(section, names, law_ids)


def _waiver(section: Section, names: DeclaredNames, law_ids: frozenset[str]) -> Iterator[Waiver]:
    if ("law" in section) == ("finding" in section) or ("finding" in section and "modules" in section):
        section.report.add(section.position, f"{section.label} needs either 'law' with 'modules', or 'finding'")
    if "law" in section:
        section.require("modules", "name the modules in which the law is waived")
    law, finding, until = section.scalar("law"), section.scalar("finding"), section.scalar("until")
    if law and law.text not in law_ids and "-to-" not in law.text:
        section.report.add(
            law.position, f"there is no law '{shortened(law.text)}'{section.report.hint(law.text, sorted(law_ids))}"
        )
    if finding and not _FINGERPRINT.fullmatch(finding.text):
        sentence = f"'{shortened(finding.text)}' is no fingerprint: sixteen hexadecimal digits, as in the JSON output"
        section.report.add(finding.position, sentence)
    located = (names.located(scalar) for scalar in section.scalars("modules"))
    yield Waiver(
        section.position,
        reason=section.text("reason"),
        owner=section.text("owner"),
        until=_date(until, section),
        law=law.text if law else "",
        modules=tuple(pattern for pattern in located if isinstance(pattern, LocatedPattern)),
        fingerprint=finding.text if finding else "",
    )


def _date(scalar: Scalar | None, section: Section) -> str:
    try:
        return date.fromisoformat(scalar.text).isoformat() if scalar else ""
    except ValueError:
        section.report.add(
            scalar.position if scalar else section.position,
            f"'until' must be a day like 2027-03-31, but it is '{shortened(scalar.text) if scalar else ''}'",
        )
        return ""
