"""Typed access to the nodes of a topology file: every mistake becomes a sentence for its author."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from import_conformance.model.language.terms import Key, Keys
from import_conformance.model.topology import Position, Problem
from import_conformance.reading.text.strict_text import shortened
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar, Sequence

Choice = TypeVar("Choice", bound=StrEnum)
NEAR = 0.65  # just low enough for a name of three letters with two of them swapped
MAX_HINTS = 200
MAX_COMPARED = 50_000
MAX_NAMES_LISTED = 20
_KINDS = {Scalar: "a single text", Sequence: "a list", Mapping: "a mapping"}
_NOTHING = frozenset({"", "~", "null"})


@dataclass(frozen=True)
class ProblemCollector:
    """Collects the problems of one file, so that its author sees all of them at once."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, position: Position, sentence: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(self.path, position, sentence))

    def hint(self, word: str, names: Iterable[str], forms: Iterable[str] = ()) -> str:
        """Return the end of a sentence: the name or one of `forms` that was probably meant, else all names if few."""
        # Hundreds of problems are not typing errors, and comparing all the names would take long.
        is_typed = len(self.problems) < MAX_HINTS
        known = list(dict.fromkeys(names if is_typed else islice(names, MAX_NAMES_LISTED + 1)))
        if is_typed:
            every = [*known, *forms]
            is_cheap = (len(self.problems) + 1) * len(every) < MAX_COMPARED
            near = get_close_matches(shortened(word), every, 1, NEAR) if is_cheap else []
            if near:
                return f"; did you mean '{near[0]}'?"
        return f"; possible here: {', '.join(known)}" if 0 < len(known) <= MAX_NAMES_LISTED else ""


@dataclass(frozen=True)
class Section:
    """A mapping of the file.

    Attributes:
        entries: The keys and values, by key.
        known: The keys that it may have; any, if it is empty. `Keys` of the language bring advice and defaults.
    """

    label: str
    position: Position
    entries: dict[str, tuple[Scalar, Node]]
    report: ProblemCollector
    known: Collection[str] = ()

    @classmethod
    def open(
        cls, node: Node, label: str, position: Position, known: Collection[str], report: ProblemCollector
    ) -> "Section | None":
        """Return a node as a section; None, and a problem, for a node that is not a mapping.

        Unknown keys are problems, unless `known` is empty, and so are missing keys that the language requires.
        """
        if not isinstance(node, Mapping):
            report.add(node.position, f"{label} must be a mapping of keys to values, but it is {describe(node)}")
            return None
        for key, _ in node.entries.values():
            if known and key.text not in known:
                hint = report.hint(key.text, known)
                report.add(key.position, f"unknown key '{shortened(key.text)}' in {label}{hint}")
        section = cls(label, position, node.entries, report, known)
        for described in known.keys if isinstance(known, Keys) else ():
            if described.required:
                section.require(described.name, described.required)
        return section

    def __contains__(self, key: str) -> bool:
        """Return whether the key is present, with any value."""
        return key in self.entries

    def key_position(self, key: str) -> Position:
        """Return the position of a key, or that of the section if the key is missing."""
        return self.entries[key][0].position if key in self.entries else self.position

    def require(self, key: str, advice: str) -> bool:
        """Report a missing key, with advice what to write; return whether it is present."""
        if key not in self.entries and not self._is_misspelt(key):
            self.report.add(self.position, f"{self.label} has no '{key}': {advice}")
        return key in self.entries

    def scalar(self, key: str) -> Scalar | None:
        """Return the string of a key; None when there is none."""
        return self._scalar_of(self.entries[key][1], key) if key in self.entries else None

    def text(self, key: str) -> str:
        """Return the string of a key, on one line as in reports and contracts; "" when there is none."""
        found = self.scalar(key)
        return " ".join(found.text.split()) if found else ""

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """Return the strings of a key that holds one string or a list of them."""
        if key not in self.entries:
            return ()
        node = self.entries[key][1]
        found = (self._scalar_of(item, key) for item in (self.items(key) if isinstance(node, Sequence) else (node,)))
        return tuple(self.without_repeats((scalar for scalar in found if scalar), key))

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the nodes of a key that is present and should hold a list."""
        node = self.entries[key][1]
        if not isinstance(node, Sequence):
            self.report.add(node.position, f"'{key}' must be a list, but it is {describe(node)}")
            return ()
        if not node.items:
            self.report.add(node.position, f"'{key}' is an empty list; write at least one entry, or delete the key")
        return node.items

    def without_repeats(self, scalars: Iterable[Scalar], key: str) -> Iterator[Scalar]:
        """Yield the strings of a list, each once; report the repeated ones."""
        seen: set[str] = set()
        for scalar in scalars:
            if scalar.text in seen:
                self.report.add(scalar.position, f"'{shortened(scalar.text)}' stands twice in '{key}'; delete one")
            else:
                seen.add(scalar.text)
                yield scalar

    def flag(self, key: str) -> bool:
        """Return the boolean of a key; False when the key is missing."""
        found = self.scalar(key)
        if found and (found.quoted or found.text not in {"true", "false"}):
            written = f"the quoted text '{shortened(found.text)}'" if found.quoted else f"'{shortened(found.text)}'"
            self.report.add(found.position, f"'{key}' must be true or false, but it is {written}")
        return found is not None and found.text == "true"

    def choice(self, key: str, options: type[Choice], default: Choice | None = None) -> Choice:
        """Return the option that a key holds; default: the one without it, if it differs from that of the language."""
        found = self.scalar(key)
        chosen = self._chosen(found, key, options) if found else None
        return chosen or default or options(str(self._described(key).default))

    def choices(self, key: str, options: type[Choice]) -> frozenset[Choice]:
        """Return the options that a key holds, as one string or a list."""
        if key not in self.entries:
            return frozenset(map(options, self._described(key).default))
        chosen = (self._chosen(scalar, key, options) for scalar in self.scalars(key))
        return frozenset(choice for choice in chosen if choice)

    def sections(
        self, key: str, known: Collection[str], label: str = "", names: Collection[str] = ()
    ) -> Iterator[tuple[Scalar, "Section"]]:
        """Yield the named sections below a key; they may have the `known` keys and names, or any if these are empty."""
        if key not in self.entries:
            return
        outer = Section.open(self.entries[key][1], f"'{key}'", self.key_position(key), names, self.report)
        if outer and not outer.entries:
            self.report.add(outer.position, f"'{key}' is an empty mapping; write at least one entry, or delete the key")
        for name, node in outer.entries.values() if outer else ():
            section = Section.open(node, f"{label or key} '{shortened(name.text)}'", name.position, known, self.report)
            if section:
                yield name, section

    def _described(self, key: str) -> Key:
        """Return the definition of a key in the language."""
        if not isinstance(self.known, Keys):
            raise TypeError(f"{self.label} is not described; say what holds without '{key}'")
        return self.known[key]

    def _is_misspelt(self, key: str) -> bool:
        """Return whether an unknown key, which is reported already, was probably meant to be this one."""
        some = list(self.entries)[:MAX_HINTS]
        return any(get_close_matches(shortened(other), self.known, 1, NEAR) == [key] for other in some)

    def _scalar_of(self, node: Node, key: str) -> Scalar | None:
        if not isinstance(node, Scalar):
            self.report.add(node.position, f"'{key}' must hold a single text here, but this is {describe(node)}")
        elif is_nothing(node):
            self.report.add(node.position, f"'{key}' has no value; write one, or delete the key")
        else:
            return node
        return None

    def _chosen(self, scalar: Scalar, key: str, options: type[Choice]) -> Choice | None:
        names = [option.value for option in options]
        if scalar.text in names:
            return options(scalar.text)
        hint = self.report.hint(scalar.text, names)
        self.report.add(scalar.position, f"'{key}' cannot be '{shortened(scalar.text)}'{hint}")
        return None


def is_nothing(node: Node) -> bool:
    """Return whether a node is an empty string, whitespace, or one of YAML's words for no value."""
    return isinstance(node, Scalar) and (not node.text.strip() or (not node.quoted and node.text in _NOTHING))


def describe(node: Node) -> str:
    """Return the kind of a node, as a phrase for a sentence."""
    return "empty" if is_nothing(node) else _KINDS[type(node)]
