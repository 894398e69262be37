"""The terms in which the language is described: keys, and the shapes of what they hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """One text. All scalars of a topology are texts, also those that look like numbers.

    what: how the reference calls it; form: how it is written. pattern: a regular expression, read alike by Python and
    by JavaScript, that every text matches which the loader takes; others may match it, too. longest: in characters, 0
    for no limit of its own.
    """

    what: str
    form: str
    pattern: str
    longest: int = 0


class Texts(NamedTuple):
    """One text or a list of them, each once."""

    item: Text


class Choice(NamedTuple):
    """One of some words, each with what it means; several: a list of them will do, too."""

    options: tuple[tuple[str, str], ...]
    several: bool = False


@dataclass(frozen=True)
class Flag:
    """A bare true or false."""


class Number(NamedTuple):
    """A number from `least` to `most`, written as the pattern says where it is quoted; whole: without a fraction."""

    what: str
    pattern: str
    least: int
    most: int
    whole: bool = True


class Version(NamedTuple):
    """The version of the language, which is one text only."""

    text: str


class Listed(NamedTuple):
    """A list with at least one item."""

    item: "Shape"


class Named(NamedTuple):
    """Entries under names of the author's own, at least one. name: what the names may be; what: what one entry is."""

    name: Text
    what: str
    entry: "Shape"


@dataclass(frozen=True)
class Free:
    """Texts, lists and mappings as whoever reads them wants them: options of rules from outside."""


class Either(NamedTuple):
    """One of several forms, told apart by whether they are a text, a list or a mapping; the plainest stands first."""

    forms: tuple["Shape", ...]


class Key(NamedTuple):
    """A key that a mapping may have.

    says: what it means, with units. default: what holds without it, as the file would say it; otherwise: the same in
    words, where no value says it. example: a value as the file says it. required: "" for a key that may be left out,
    else what to write, the end of the sentence that tells its author so.
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

    what: how the reference calls it. one_of: exactly one of these keys must be there; some_of: at least one;
    alone: pairs of keys that exclude each other; only_with: pairs of which the first asks for the second.
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
        """True for a key of that name."""
        return name in self.by_name

    def __iter__(self) -> Iterator[str]:
        """The names of the keys, in the order in which they are usually written."""
        return iter(self.by_name)

    def __len__(self) -> int:
        """The number of keys."""
        return len(self.keys)

    def __getitem__(self, name: str) -> Key:
        """The key of a name."""
        return self.by_name[name]


Shape: TypeAlias = Text | Texts | Choice | Flag | Number | Version | Listed | Named | Free | Either | Keys
