"""The terms in which the language is described: keys, and the shapes of their values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """One string. All scalars of a topology are strings, including those that look like numbers.

    Attributes:
        what: What the reference calls it.
        form: How it is written.
        pattern: A regular expression, read alike by Python and JavaScript, that matches every string which the loader
            accepts; it may match others too.
        longest: In characters; 0 for no limit of its own.
    """

    what: str
    form: str
    pattern: str
    longest: int = 0


class Texts(NamedTuple):
    """One string or a list of distinct strings."""

    item: Text


class Choice(NamedTuple):
    """One of several words.

    Attributes:
        options: Each word with its meaning.
        several: Whether a list of them is accepted too.
    """

    options: tuple[tuple[str, str], ...]
    several: bool = False


@dataclass(frozen=True)
class Flag:
    """An unquoted true or false."""


class Number(NamedTuple):
    """A number within limits.

    Attributes:
        what: What the reference calls it.
        pattern: How it is written where it is quoted; a regular expression.
    """

    what: str
    pattern: str
    least: int
    most: int
    whole: bool = True


class Version(NamedTuple):
    """The version of the language, which is one fixed string."""

    text: str


class Listed(NamedTuple):
    """A list with at least one item."""

    item: "Shape"


class Named(NamedTuple):
    """A mapping with at least one entry, under names of the author's choice."""

    name: Text
    what: str
    entry: "Shape"


@dataclass(frozen=True)
class Free:
    """Strings, lists and mappings in a form that only their reader knows: the options of a rule from outside."""


class Either(NamedTuple):
    """One of several forms, distinguished by whether they are a string, a list or a mapping; the plainest first."""

    forms: tuple["Shape", ...]


class Key(NamedTuple):
    """A key that a mapping may have.

    Attributes:
        says: What it means, with units.
        default: What holds without it, as the file would write it.
        otherwise: The default in words, where no value expresses it.
        example: A value, as the file writes it.
        required: "" for a key that may be left out; else what to write, as the end of the sentence that asks for it.
    """

    name: str
    holds: "Shape"
    says: str
    default: str | tuple[str, ...] = ""
    otherwise: str = ""
    example: str = ""
    required: str = ""


@dataclass(frozen=True)
class Keys:
    """A mapping with known keys and no others.

    Attributes:
        keys: The keys, in the order in which they are usually written.
        one_of: Keys of which exactly one must be there.
        some_of: Keys of which at least one must be there.
        alone: Pairs of keys that exclude each other.
        only_with: Pairs of keys of which the first requires the second.
    """

    what: str
    keys: tuple[Key, ...]
    one_of: tuple[str, ...] = ()
    some_of: tuple[str, ...] = ()
    alone: tuple[tuple[str, str], ...] = ()
    only_with: tuple[tuple[str, str], ...] = ()
    by_name: dict[str, Key] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the keys."""
        object.__setattr__(self, "by_name", {key.name: key for key in self.keys})

    def __contains__(self, name: object) -> bool:
        """Return True for the name of a key."""
        return name in self.by_name

    def __iter__(self) -> Iterator[str]:
        """Return the names of the keys, in the order in which they are usually written."""
        return iter(self.by_name)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self.keys)

    def __getitem__(self, name: str) -> Key:
        """Return the key of a name."""
        return self.by_name[name]


Shape: TypeAlias = Text | Texts | Choice | Flag | Number | Version | Listed | Named | Free | Either | Keys
