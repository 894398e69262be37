"""Read the laws of a section by the description of their kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from import_conformance.model.base.law import External, Law, Position, Selector, Severity
from import_conformance.model.language.terms import Choice, Flag, Free, Key, Keys, Number, Text, Texts
from import_conformance.model.language.texts import AXIS, PROSE, SELECTOR, VALUE
from import_conformance.model.laws.custom import Option
from import_conformance.model.laws.kind import LawKind, Values
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.parts import is_name, read_optional
from import_conformance.reading.topology.section import ProblemCollector, Section, is_nothing
from import_conformance.reading.topology.selectors import DeclaredNames
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar, Sequence

# The attribute of the team that answers for a law, and all that `read_header` reads.
TEAM = "owner_team"
_HEADER = frozenset({"severity", "because", "fix", TEAM, "optional"})


class LawHeader(TypedDict):
    """The fields that all laws have, as keyword arguments."""

    id: str
    position: Position
    severity: Severity
    because: str
    fix: str
    owner_team: str
    optional: bool


def read_header(law_id: str, position: Position, section: Section, severity: Severity | None = None) -> LawHeader:
    """Read the keys that all laws share.

    Args:
        law_id: The id of the law.
        position: Its position in the file.
        section: The entry of the law.
        severity: The severity of a law without the key, if it differs from the default of the language.
    """
    keys = section.known.keys if isinstance(section.known, Keys) else ()
    team = next((key.name for key in keys if key.attribute == TEAM), "")
    return LawHeader(
        id=law_id,
        position=position,
        severity=section.choice("severity", Severity, severity),
        because=section.text("because"),
        fix=section.text("fix"),
        owner_team=section.text(team),
        optional=read_optional(section),
    )


def read_laws(top: Section, kind: LawKind, names: DeclaredNames) -> Iterator[Law]:
    """Yield the laws of a section, and report every mistake in it."""
    name = kind.section.name
    if kind.short and name in top and isinstance(top.entries[name][1], Sequence):
        key = kind.keys[kind.short]
        for scalar in top.scalars(name):
            entry = _Entry(top, names)
            value = entry.one(key, scalar)
            values: Values = {key.attribute: value or scalar.text}
            yield kind.law(f"{name}-{scalar.text}", scalar.position, **values)
        return
    for scalar, section in top.sections(name, kind.keys):
        is_name(scalar, "the law id", section.report)
        yield _law(kind, scalar, section, names)


def _law(kind: LawKind, name: Scalar, section: Section, names: DeclaredNames) -> Law:
    entry = _Entry(section, names)
    values: Values = dict(read_header(name.text, name.position, section))
    for key in kind.keys.keys:
        if not _is_shared(key):
            values |= entry.values(key)
    kind.check(entry, values)
    return kind.law(**values)


def _is_shared(key: Key) -> bool:
    """Return whether a key is one that every law has."""
    return key.attribute in _HEADER


@dataclass(frozen=True)
class _Entry:
    """An entry of a section, as the hooks of its kind see it."""

    section: Section
    names: DeclaredNames

    @property
    def label(self) -> str:
        """What sentences call it."""
        return self.section.label

    def __contains__(self, key: str) -> bool:
        """Return whether a key is there."""
        return key in self.section

    def report(self, key: str, sentence: str) -> None:
        """Report a mistake at a key, or at the entry as a whole where it is not there."""
        self.section.report.add(self.section.key_position(key), sentence)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the strings of a key."""
        return tuple(scalar.text for scalar in self.section.scalars(key))

    def declared_values(self, axis: str, key: str) -> tuple[str, ...]:
        """Return the strings of a key that are values of an axis, and report the others."""
        scalars = self.section.scalars(key)
        return tuple(each.text for each in scalars if self.names.declares_value(axis, each.text, each.position))

    def values(self, key: Key) -> Values:
        """Return what a key sets, by attribute; nothing where it is left out and the class of the law has a default."""
        if isinstance(key.holds, Keys):
            return self._nested(key, key.holds)
        if isinstance(key.holds, Free):
            return self._free(key)
        if isinstance(key.holds, Texts):
            return self._modules(key) if key.holds.item == SELECTOR else {key.attribute: self._items(key, key.holds)}
        value = self._single(key)
        return {} if value is None else {key.attribute: value}

    def _single(self, key: Key) -> object:
        """Return the value of a key that is no list of strings; None where the class of the law has a default."""
        if isinstance(key.holds, Flag):
            return self.section.flag(key.name)
        if isinstance(key.holds, Choice):
            words = type(key.holds.options[0][0])
            if key.holds.several:
                return self.section.choices(key.name, words)  # type: ignore[type-var]  # words are an enumeration
            if not key.default and key.name not in self.section:
                return None
            default = None if key.default else key.holds.options[0][0]
            return self.section.choice(key.name, words, default)  # type: ignore[type-var]  # as above
        scalar = self.section.scalar(key.name)
        if scalar is None:
            return "" if isinstance(key.holds, Text) and key.holds != AXIS else None
        return self.one(key, scalar)

    def _items(self, key: Key, texts: Texts) -> tuple[object, ...]:
        found = (self._item(texts.item, scalar) for scalar in self.section.scalars(key.name))
        return tuple(each for each in found if each is not None)

    def one(self, key: Key, scalar: Scalar) -> object:
        """Return the value of a key that holds one string; None, and a problem, where it is not valid."""
        if isinstance(key.holds, Number):
            return self._number(key, key.holds, scalar)
        if not isinstance(key.holds, Text) or key.holds == AXIS:
            if scalar.text not in key.words:
                self.names.declares_axis(scalar.text, scalar.position, *key.words)
            return scalar.text
        return " ".join(scalar.text.split()) if key.holds == PROSE else self._item(key.holds, scalar)

    def _modules(self, key: Key) -> Values:
        scalars = self.section.scalars(key.name)
        if not key.outside:
            return {key.attribute: self.names.selectors(scalars)}
        targets = [self.names.target(scalar.text, scalar.position) for scalar in scalars]
        return {
            key.attribute: tuple(target for target in targets if isinstance(target, Selector)),
            key.outside: tuple(target for target in targets if isinstance(target, External)),
        }

    def _item(self, text: Text, scalar: Scalar) -> object:
        if text != VALUE and text.is_valid and not text.is_valid(scalar.text):
            self.section.report.add(scalar.position, text.refusal.replace("{}", shortened(scalar.text)))
            return None
        return text.make(scalar.text, scalar.position) if text.make else scalar.text

    def _number(self, key: Key, number: Number, scalar: Scalar) -> int | float | None:
        if number.accepts(scalar.text):
            return int(scalar.text) if number.whole else float(scalar.text)
        found = shortened(scalar.text)
        self.section.report.add(scalar.position, f"'{key.name}' must be a {number.what}, but it is '{found}'")
        return None

    def _nested(self, key: Key, keys: Keys) -> Values:
        if key.name not in self.section:
            return {}
        node, position = self.section.entries[key.name][1], self.section.key_position(key.name)
        opened = Section.open(node, f"'{key.name}'", position, keys, self.section.report)
        inner = _Entry(opened, self.names) if opened else None
        found: Values = {}
        for each in keys.keys if inner else ():
            found |= inner.values(each) if inner else {}
        return found

    def _free(self, key: Key) -> Values:
        options = _options(self.section, key.name)
        return {
            key.attribute: {name.text: _plain(node, self.section.report) for name, node in options},
            "marks": {name.text: name.position for name, _ in options},
        }


def _options(section: Section, key: str) -> tuple[tuple[Scalar, Node], ...]:
    """Return the options that the topology passes to a rule, under any keys."""
    if key not in section:
        return ()
    opened = Section.open(section.entries[key][1], f"'{key}'", section.key_position(key), (), section.report)
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
