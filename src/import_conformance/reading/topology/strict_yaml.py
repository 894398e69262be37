"""A strict reader for a small, safe subset of YAML: nested mappings, lists and strings, each with its position.

It works on parser events, so nothing is ever constructed, aliased or merged, and no value is converted to another type.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import yaml
from yaml.error import Mark

from import_conformance.model.topology import Position, Problem
from import_conformance.reading.text.strict_text import (
    RefusalError,
    code_point,
    decode,
    first_places,
    forbidden_in,
    replace,
    shortened,
)
from import_conformance.reading.topology.yaml_nodes import Mapping, Node, Scalar, Sequence

MAX_DEPTH = 24
MAX_NODES = 250_000
MAX_TEXT = 10_000


class Document(NamedTuple):
    """The content of a file.

    Attributes:
        root: The tree; None when the file cannot be read, or not without losing a part of it.
    """

    root: Node | None
    problems: tuple[Problem, ...]


def read_yaml(data: bytes, path: str) -> Document:
    """Read the bytes of a file; each departure from the subset is a problem, after which reading goes on if it can."""
    builder = _TreeBuilder(path)
    try:
        text = builder.without_forbidden(decode(data))
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
    except RefusalError as refusal:
        builder.add_fatal(refusal.position, refusal.sentence)
    except yaml.MarkedYAMLError as error:
        builder.add_fatal(_position(error.problem_mark), _syntax_sentence(error))
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML lets chr() and int() fail on the numbers in escapes and directives, without a position.
        builder.add_fatal(builder.reached, "after this place a number in an escape or a directive is out of range")
    return Document(None if builder.has_fatal else builder.root, tuple(builder.problems))


@dataclass
class _Open:
    """A list or mapping whose end has not been reached; key: the key of the mapping that has no value yet."""

    position: Position
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    key: Scalar | None = None

    def close(self) -> Node:
        return Mapping(self.entries, self.position) if self.is_mapping else Sequence(tuple(self.items), self.position)


class _TreeBuilder:
    """Builds the tree from events, on a stack of its own, so that depth is limited by `MAX_DEPTH`, not by recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.has_fatal = False
        self.reached = Position(1)
        self._stack: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def add_problem(self, position: Position, sentence: str) -> None:
        self.problems.append(Problem(self.path, position, sentence))

    def add_fatal(self, position: Position, sentence: str) -> None:
        """Add a problem after which the rest of the file would be misread."""
        self.has_fatal = True
        self.add_problem(position, sentence)

    def without_forbidden(self, text: str) -> str:
        """Report each forbidden character once, and replace it so that all other positions stay the same."""
        forbidden = forbidden_in(text, "\t\n")
        for position, character in first_places(text, forbidden):
            self.add_problem(position, f"the character {code_point(character)} is not allowed; delete it")
        return replace(text, forbidden)

    def take(self, event: yaml.Event) -> None:
        position = self.reached = _position(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise RefusalError(position, "a second document begins here; keep one document in a file")
        elif isinstance(event, yaml.NodeEvent):
            self._begin(event, position)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._place(self._stack.pop().close())
        elif isinstance(event, yaml.StreamEndEvent) and not self._documents:
            raise RefusalError(Position(1), "the file is empty, or holds nothing but comments")

    def _begin(self, event: yaml.NodeEvent, position: Position) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise RefusalError(position, f"the file holds more than {MAX_NODES:,} values")
        if isinstance(event, yaml.AliasEvent):
            self.add_fatal(
                position, f"the alias *{shortened(event.anchor or '')} is not read; write the value out here"
            )
            self._place(Scalar("", position))
            return
        if event.anchor is not None:
            self.add_problem(position, f"the anchor &{shortened(event.anchor)} is not read; delete it")
        if isinstance(event, yaml.ScalarEvent):
            self._warn_of_tag(event.tag, position)
            self._place(self._scalar(event, position))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._warn_of_tag(event.tag, position)
            self._open(_Open(position, is_mapping=isinstance(event, yaml.MappingStartEvent)))

    def _open(self, new: _Open) -> None:
        if self._stack and self._stack[-1].is_mapping and self._stack[-1].key is None:
            raise RefusalError(new.position, "a key must be a single text, not a list or a mapping")
        if len(self._stack) == MAX_DEPTH:
            raise RefusalError(new.position, f"lists and mappings are nested deeper than {MAX_DEPTH} levels here")
        self._stack.append(new)

    def _warn_of_tag(self, tag: str | None, position: Position) -> None:
        if tag is not None:
            self.add_problem(
                position, f"the tag {shortened(tag)} is not read; delete it, each value is taken as it is written"
            )

    def _scalar(self, event: yaml.ScalarEvent, position: Position) -> Scalar:
        text = event.value
        if len(text) > MAX_TEXT:
            raise RefusalError(position, f"this text is longer than {MAX_TEXT:,} characters")
        if event.style == '"':  # the only style in which an escape can produce a forbidden character
            forbidden = forbidden_in(text)
            for character in sorted(forbidden):
                self.add_problem(
                    position, f"the text holds the character {code_point(character)}, which is not allowed"
                )
            text = replace(text, forbidden)
        return Scalar(text, position, event.style is not None, _is_verbatim(event))

    def _place(self, node: Node) -> None:
        """Add a finished node to the collection around it."""
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            # _open refuses every other node as a key.
            top.key = node if isinstance(node, Scalar) else None
        else:
            self._enter(top, top.key, node)
            top.key = None

    def _enter(self, top: _Open, key: Scalar, value: Node) -> None:
        if key.text == "<<" and not key.quoted:
            self.add_fatal(key.position, "the merge key << is not read; write its keys out here")
        elif key.text in top.entries:
            first = top.entries[key.text][0].position.line
            name, line = shortened(key.text), key.position.line
            self.add_problem(
                key.position, f"duplicate key '{name}' on line {line}, first set on line {first}; keep one"
            )
        else:
            top.entries[key.text] = key, value


def _syntax_sentence(error: yaml.MarkedYAMLError) -> str:
    reason = ", ".join(filter(None, (error.problem, error.context)))
    advice = "; indent with spaces, not with tabs" if "'\\t'" in reason else ""
    return f"this is not valid YAML: {shortened(reason, 160)}{advice}"


def _position(mark: object) -> Position:
    return Position(mark.line + 1, mark.column + 1) if isinstance(mark, Mark) else Position(1)


def _is_verbatim(event: yaml.ScalarEvent) -> bool:
    """Return whether a string is on one line and as long there as its value: without quotes, folds or escapes."""
    start, end = event.start_mark, event.end_mark
    if not isinstance(start, Mark) or not isinstance(end, Mark):
        return False
    return start.line == end.line and end.index - start.index == len(event.value)
