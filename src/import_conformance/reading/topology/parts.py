"""Read what a topology file declares before its laws: source, axes and layers."""

import re
from collections.abc import Iterator
from enum import StrEnum

from import_conformance.model.language.parts import AXIS_KEYS, LAYER
from import_conformance.model.language.texts import is_module_name
from import_conformance.model.patterns.pattern import is_segment
from import_conformance.model.topology import Axis, Layer, LocatedPattern, Position, Source
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.section import ProblemCollector, Section, describe, is_nothing
from import_conformance.reading.topology.selectors import DeclaredNames
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar, Sequence

_NAME = re.compile(r"[A-Za-z0-9_.+-]+")
_DRIVE = re.compile(r"[A-Za-z]:")


class Unplaced(StrEnum):
    """Whether a file without a layer is a finding, or only counted in the ledger."""

    REPORT = "report"
    ERROR = "error"


def is_name(scalar: Scalar, label: str, report: ProblemCollector) -> bool:
    """Return whether a name needs no escaping in test ids, contracts and reports; report it otherwise."""
    if _NAME.fullmatch(scalar.text):
        return True
    sentence = f"{label} '{shortened(scalar.text)}' may hold only letters from A to Z, digits and the signs _ . + -"
    report.add(scalar.position, sentence)
    return False


def read_packages(source: Section | None) -> tuple[str, ...]:
    """Read the declared packages, without names that no package can have."""
    if not source or "packages" not in source:
        return ()
    valid = []
    for scalar in source.scalars("packages"):
        if is_module_name(scalar.text):
            valid.append(scalar.text)
        else:
            name = shortened(scalar.text)
            sentence = f"no import can name '{name}'; a package is named by identifiers joined by dots, as in shop.base"
            source.report.add(scalar.position, sentence)
    return tuple(valid)


def read_source(section: Section, names: DeclaredNames) -> Source:
    """Read the `source` section, except its packages, which are in `names`."""
    roots = tuple(scalar.text for scalar in section.scalars("roots") if _is_path(scalar, "roots", section.report))
    baseline = section.scalar("baseline")
    if baseline and not _is_path(baseline, "baseline", section.report):
        baseline = None
    exclude = tuple(filter(None, map(names.located, section.scalars("exclude"))))
    generated = tuple(filter(None, map(names.located, section.scalars("generated"))))
    named = (*section.scalars("roots"), *section.scalars("packages"))
    return Source(
        roots,
        names.packages,
        baseline.text if baseline else None,
        exclude,
        section.position,
        generated,
        positions={scalar.text: scalar.position for scalar in named},
    )


def read_axes(top: Section) -> tuple[Axis, ...]:
    """Read the `axes` section."""
    if "axes" not in top:
        return ()
    outer = Section.open(top.entries["axes"][1], "'axes'", top.key_position("axes"), (), top.report)
    return tuple(_axis(name, node, top.report) for name, node in (outer.entries.values() if outer else ()))


def _axis(name: Scalar, node: Node, report: ProblemCollector) -> Axis:
    label = f"axis '{shortened(name.text)}'"
    if not name.text.isidentifier() or not name.text.isascii() or name.text == "module":
        report.add(name.position, f"{label} needs another name: an identifier in plain letters, and not 'module'")
    if isinstance(node, Scalar):
        report.add(node.position, f"{label} must be a list of values, but it is {describe(node)}")
        return Axis(name.text, {}, name.position)
    if isinstance(node, Sequence):
        # The short form is the long one with `values` alone; messages then name the axis instead of the key.
        node = Mapping({"values": (Scalar("values", name.position), node)}, node.position)
    section = Section.open(node, label, name.position, AXIS_KEYS, report)
    if not section or "values" not in section:
        return Axis(name.text, {}, name.position)
    values: dict[str, Position] = {}
    for scalar in section.without_repeats(_flattened(section, label), "values"):
        if is_segment(scalar.text):
            values[scalar.text] = scalar.position
        else:
            report.add(scalar.position, f"'{shortened(scalar.text)}' in {label} is not a name that a module can have")
    optional = section.scalars("optional")
    for scalar in optional:
        if scalar.text not in values:
            hint = report.hint(scalar.text, values)
            report.add(
                scalar.position, f"'{shortened(scalar.text)}' is optional but not among the values of {label}{hint}"
            )
    return Axis(name.text, values, name.position, frozenset(scalar.text for scalar in optional))


def _flattened(section: Section, label: str) -> Iterator[Scalar]:
    """Yield the values of an axis; lists inside the list only group them."""
    for item in section.items("values"):
        if isinstance(item, Sequence) and not item.items:
            section.report.add(item.position, f"{label} holds an empty list where a value should stand")
        for node in item.items if isinstance(item, Sequence) else (item,):
            if isinstance(node, Scalar) and not is_nothing(node):
                yield node
            else:
                kind = "nothing" if is_nothing(node) else describe(node)
                section.report.add(node.position, f"{label} holds {kind} where a value should stand")


def check_axis_use(axes: tuple[Axis, ...], layers: tuple[Layer, ...], report: ProblemCollector) -> None:
    """Report axes that no layer captures, because no module would have a value on them."""
    used = {axis for layer in layers for located in layer.patterns for axis in located.pattern.axes}
    for axis in axes:
        if axis.name not in used:
            sentence = f"no layer's pattern captures {{{shortened(axis.name)}}}; put it into one, or delete the axis"
            report.add(axis.position, sentence)


def read_layers(top: Section, names: DeclaredNames) -> tuple[Layer, ...]:
    """Read the `layers` section."""
    return tuple(_layer(name, section, names) for name, section in top.sections("layers", LAYER, "layer"))


def _layer(name: Scalar, section: Section, names: DeclaredNames) -> Layer:
    is_name(name, "the layer name", section.report)
    patterns: tuple[LocatedPattern, ...] = tuple(filter(None, map(names.located, section.scalars("modules"))))
    title, because = section.text("title"), section.text("because")
    owner = section.text("owner")
    return Layer(name.text, patterns, name.position, title, read_optional(section), because, owner)


def read_optional(section: Section) -> bool:
    """Return whether a law or layer may match nothing, which needs a reason."""
    optional = section.flag("optional")
    if optional and "because" not in section:
        sentence = f"{section.label} is optional without a reason; say in 'because' why it may match nothing"
        section.report.add(section.key_position("optional"), sentence)
    return optional


def _is_path(scalar: Scalar, key: str, report: ProblemCollector) -> bool:
    """Return whether a path stays below the directory of the topology file; report it otherwise."""
    text = scalar.text
    fault = (
        (text.startswith("/") and "is absolute")
        or (".." in text.split("/") and "holds '..'")
        or ("\\" in text and "holds a backslash")
        or (_DRIVE.match(text) and "begins with a drive")
    )
    if fault:
        sentence = f"'{shortened(text)}' in '{key}' {fault}; write a path below this file's directory, with /"
        report.add(scalar.position, sentence)
    return not fault
