"""The terms in which the language is described: keys, and the shapes of their values."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, TypeAlias

from import_conformance.model.base.law import LawEffect, Position


class Text(NamedTuple):
    """One string. All scalars of a topology are strings, including those that look like numbers.

    Attributes:
        what: What the reference calls it.
        form: How it is written.
        pattern: A regular expression, read alike by Python and JavaScript, that matches every string which the loader
            accepts; it may match others too.
        longest: In characters; 0 for no limit of its own.
        is_valid: Decides what the pattern leaves open; None where any string that the pattern matches will do.
        refusal: The sentence about a string that is not valid, with `{}` for that string.
        make: Makes the value of a law from a valid string and its position; None for the string itself.
    """

    what: str
    form: str
    pattern: str
    longest: int = 0
    is_valid: Callable[[str], bool] | None = None
    refusal: str = ""
    make: Callable[[str, Position], object] | None = None


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

    def accepts(self, text: str) -> bool:
        """Return whether a string is such a number."""
        return bool(re.fullmatch(self.pattern, text, re.ASCII)) and self.least <= float(text) <= self.most


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


class Scope(Enum):
    """What a key that names modules does with them."""

    NONE = "none"
    BOUND = "bound"
    EXEMPT = "exempt"


class Key(NamedTuple):
    """A key that a mapping may have.

    Attributes:
        says: What it means, with units.
        default: What holds without it, as the file would write it.
        otherwise: The default in words, where no value expresses it.
        example: A value, as the file writes it.
        required: "" for a key that may be left out; else what to write, as the end of the sentence that asks for it.
        field: The attribute of the law that holds the value; "" where it has the name of the key.
        outside: The attribute that holds the packages from outside among the modules; "" where none may be named.
        words: With an axis: what may be written in its place.
        more: What one more item, or a larger number, does to the law.
        loosest: The single value that makes the law looser than any other.
        empty: How an empty list, or no value, reads where it does not mean nothing.
        scope: Whether the law binds the modules that are named, or exempts them.
    """

    name: str
    holds: "Shape"
    says: str
    default: str | tuple[str, ...] = ""
    otherwise: str = ""
    example: str = ""
    required: str = ""
    field: str = ""
    outside: str = ""
    words: tuple[str, ...] = ()
    more: LawEffect = LawEffect.CHANGED
    loosest: object = None
    empty: str = ""
    scope: Scope = Scope.NONE

    @property
    def attribute(self) -> str:
        """The attribute of the law that holds the value."""
        return self.field or self.name


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
