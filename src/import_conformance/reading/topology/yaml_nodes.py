"""The tree that a configuration file is read into: texts, lists and mappings, each with its place in the file."""

from typing import NamedTuple, TypeAlias

from import_conformance.model.topology import Position


class Scalar(NamedTuple):
    """A single text.

    quoted: it stands in quotes or in a block, so an empty one is meant to be empty.
    verbatim: the file holds it character for character, so each part of it has a position of its own.
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
    """Values by key, in the order of the file; each key is kept as the scalar that it is."""

    entries: dict[str, tuple[Scalar, "Node"]]
    position: Position


Node: TypeAlias = Scalar | Sequence | Mapping
