"""Read the laws of a topology file about code and debt: ban, acyclic, names, headers, quarantine and waive."""

import builtins
import re
from collections.abc import Iterator
from datetime import date

from import_conformance.model.language.code import (
    ACYCLIC_KEYS,
    BAN_KEYS,
    HEADERS_KEYS,
    NAME_KEYS,
    QUARANTINE_KEYS,
    WAIVER_KEYS,
)
from import_conformance.model.patterns.pattern import NOT_IN_A_NAME
from import_conformance.model.topology import (
    Acyclic,
    Ban,
    BannedCall,
    Headers,
    ImportKind,
    LocatedPattern,
    Name,
    Quarantine,
    Waiver,
)
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.laws import read_header
from import_conformance.reading.topology.parts import is_name
from import_conformance.reading.topology.section import Section
from import_conformance.reading.topology.selectors import DeclaredNames, is_module_name
from import_conformance.reading.topology.yaml_nodes import Scalar, Sequence

_GLOB = re.compile(rf"[^{NOT_IN_A_NAME.replace('?', '')}]+")
# What `over` may name besides an axis: cycles between these are forbidden.
_PARTS = ("layer", "package", "module")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def read_ban(top: Section, names: DeclaredNames) -> Iterator[Ban]:
    """Read the `ban` section."""
    for key, section in top.sections("ban", BAN_KEYS):
        is_name(key, "the law id", section.report)
        if "calls" not in section and "methods" not in section:
            section.report.add(section.position, f"{section.label} bans nothing: name 'calls' or 'methods'")
        calls = (_banned_call(scalar, section) for scalar in section.scalars("calls"))
        methods = (_identifier(scalar, section) for scalar in section.scalars("methods"))
        use = section.scalar("use")
        if use and not is_module_name(use.text):
            section.report.add(use.position, f"'{shortened(use.text)}' is no dotted name of what to use instead")
        yield Ban(
            **read_header(key.text, key.position, section),
            calls=tuple(call for call in calls if call),
            methods=tuple(method for method in methods if method),
            within=names.selectors(section.scalars("in")),
            exempt=names.selectors(section.scalars("except")),
            use=section.text("use"),
        )


def _banned_call(scalar: Scalar, section: Section) -> BannedCall | None:
    name = scalar.text.removesuffix("()")
    if hasattr(builtins, name):
        name = f"builtins.{name}"
    if is_module_name(name) and "." in name:
        return BannedCall(name, scalar.text.endswith("()"), scalar.position)
    sentence = (
        f"'{shortened(scalar.text)}' is no call: write the qualified name of a function, as in "
        "datetime.datetime.utcnow, or the name of a built-in one, with () behind it to ban only calls without arguments"
    )
    section.report.add(scalar.position, sentence)
    return None


def _identifier(scalar: Scalar, section: Section) -> str:
    if scalar.text.isidentifier():
        return scalar.text
    section.report.add(
        scalar.position, f"'{shortened(scalar.text)}' is no name of a method; write it without dots or ()"
    )
    return ""


def read_acyclic(top: Section, names: DeclaredNames) -> Iterator[Acyclic]:
    """Read the `acyclic` section: a list of axes, or named laws."""
    if "acyclic" in top and isinstance(top.entries["acyclic"][1], Sequence):
        for scalar in top.scalars("acyclic"):
            _is_over(scalar, names)
            yield Acyclic(f"acyclic-{scalar.text}", scalar.position, over=scalar.text)
        return
    for key, section in top.sections("acyclic", ACYCLIC_KEYS):
        is_name(key, "the law id", section.report)
        over = section.scalar("over")
        if over:
            _is_over(over, names)
        yield Acyclic(
            **read_header(key.text, key.position, section),
            over=over.text if over else "layer",
            within=names.selectors(section.scalars("in")),
            kinds=section.choices("kinds", ImportKind),
        )


def _is_over(scalar: Scalar, names: DeclaredNames) -> None:
    if scalar.text not in _PARTS:
        names.declares_axis(scalar.text, scalar.position, *_PARTS)


def read_name(top: Section, names: DeclaredNames) -> Iterator[Name]:
    """Read the `names` section."""
    for key, section in top.sections("names", NAME_KEYS):
        is_name(key, "the law id", section.report)
        if "allow" not in section and "deny" not in section:
            section.report.add(section.position, f"{section.label} says nothing of names: write 'allow' or 'deny'")
        yield Name(
            **read_header(key.text, key.position, section),
            within=names.selectors(section.scalars("in")),
            allow=_globs(section, "allow"),
            deny=_globs(section, "deny"),
        )


def _globs(section: Section, key: str) -> tuple[str, ...]:
    globs = section.scalars(key)
    for scalar in globs:
        if not _GLOB.fullmatch(scalar.text):
            sentence = f"'{shortened(scalar.text)}' is no pattern for the last part of a module's name, as in *_engine"
            section.report.add(scalar.position, sentence)
    return tuple(scalar.text for scalar in globs)


def read_headers(top: Section, names: DeclaredNames) -> Iterator[Headers]:
    """Read the `headers` section."""
    for key, section in top.sections("headers", HEADERS_KEYS):
        is_name(key, "the law id", section.report)
        yield Headers(
            **read_header(key.text, key.position, section),
            key=section.text("key"),
            within=names.selectors(section.scalars("in")),
            required=section.flag("required"),
        )


def read_quarantine(top: Section, names: DeclaredNames) -> Iterator[Quarantine]:
    """Read the `quarantine` section."""
    for key, section in top.sections("quarantine", QUARANTINE_KEYS):
        is_name(key, "the law id", section.report)
        most = section.scalar("at_most")
        if most and not (most.text.isascii() and most.text.isdigit() and len(most.text) < 7):
            section.report.add(
                most.position, f"'at_most' must be a number of modules, but it is '{shortened(most.text)}'"
            )
            most = None
        yield Quarantine(
            **read_header(key.text, key.position, section),
            modules=names.selectors(section.scalars("modules")),
            at_most=int(most.text) if most else None,
        )


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
