"""The tree that a configuration file is read into: strings, lists and mappings, each with its position in the file."""

from typing import NamedTuple, TypeAlias

from import_conformance.model.topology import Position


class Scalar(NamedTuple):
    """A single string.

    Attributes:
        quoted: Whether it is in quotes or a block, so that an empty one is meant to be empty.
        verbatim: Whether the file holds it character by character, so that each part of it has a position of its own.
    """

    text: str
    position: Position
    quoted: bool = False
    verbatim: bool = True


class Sequence(NamedTuple):
    """A list."""

    items: tuple["Node", ...]
    position: Position


class Mapping(NamedTuple):
    """Values by key, in the order of the file; each entry has the key as a scalar, too."""

    entries: dict[str, tuple[Scalar, "Node"]]
    position: Position


Node: TypeAlias = Scalar | Sequence | Mapping
