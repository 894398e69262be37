"""Read the `rules` section of a topology file: laws that are judged by rules of installed distributions.

No rule is loaded here: a topology can be read where its rules are not installed.
"""

from collections.abc import Iterator

from import_conformance.model.language.code import RULE_KEYS
from import_conformance.model.topology import Custom, Option
from import_conformance.reading.topology.laws import read_header
from import_conformance.reading.topology.parts import is_name
from import_conformance.reading.topology.section import ProblemCollector, Section, is_nothing
from import_conformance.reading.topology.selectors import DeclaredNames
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar


def read_rules(top: Section, names: DeclaredNames) -> Iterator[Custom]:
    """Read the `rules` section."""
    for key, section in top.sections("rules", RULE_KEYS):
        is_name(key, "the law id", section.report)
        rule = section.scalar("rule")
        if rule:
            is_name(rule, "the name of a rule", section.report)
        options = _options(section)
        yield Custom(
            **read_header(key.text, key.position, section),
            rule=rule.text if rule else key.text,
            within=names.selectors(section.scalars("in")),
            options={name.text: _plain(node, section.report) for name, node in options},
            marks={name.text: name.position for name, _ in options},
        )


def _options(section: Section) -> tuple[tuple[Scalar, Node], ...]:
    """Return the options that the topology passes to the rule, under any keys."""
    if "options" not in section:
        return ()
    opened = Section.open(
        section.entries["options"][1], "'options'", section.key_position("options"), (), section.report
    )
    return tuple(opened.entries.values()) if opened else ()


def _plain(node: Node, report: ProblemCollector) -> Option:
    """Return a value without the positions of its parts."""
    if is_nothing(node):
        report.add(node.position, "an option of a rule has no value; write one, or delete the key")
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {name.text: _plain(value, report) for name, value in node.entries.values()}
    return tuple(_plain(item, report) for item in node.items)
