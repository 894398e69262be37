"""The terms that all laws share: severity, position, kinds of import, and the modules that a law names."""

from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.patterns.pattern import Pattern


class Severity(StrEnum):
    """How bad a breach is, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


class LawEffect(StrEnum):
    """What a change does to the law: it forgives more, it requires more, or the change alone does not show it."""

    LOOSENED = "loosened"
    CHANGED = "changed"
    TIGHTENED = "tightened"

    @property
    def opposite(self) -> "LawEffect":
        """What the reverse change does."""
        return _OPPOSITE[self]


_OPPOSITE = {
    LawEffect.LOOSENED: LawEffect.TIGHTENED,
    LawEffect.TIGHTENED: LawEffect.LOOSENED,
    LawEffect.CHANGED: LawEffect.CHANGED,
}
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class ImportKind(StrEnum):
    """When an import happens: as the module loads, inside a function, for type checkers only, or by a computed call."""

    RUNTIME = "runtime"
    LAZY = "lazy"
    TYPING = "typing"
    DYNAMIC = "dynamic"


class Guard(StrEnum):
    """Whether the code works without an import.

    No (`none`); yes, because its failure is handled (`optional`); or the import never runs at all (`dead`).
    """

    NONE = "none"
    OPTIONAL = "optional"
    DEAD = "dead"


# The prefixes of a selector that mark a name as that of a layer, or of a package from outside.
LAYER_PREFIX, EXTERNAL_PREFIX = "layer:", "external:"
# The name that stands for every package from outside.
EVERYTHING = "*"

ALL_KINDS = frozenset(ImportKind)
RUNNING_KINDS = frozenset({ImportKind.RUNTIME, ImportKind.LAZY, ImportKind.DYNAMIC})


@dataclass(frozen=True)
class Position:
    """A place in a text file: line and column, both counted from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True)
class LocatedPattern:
    """A pattern and its position in the topology."""

    pattern: Pattern
    position: Position


@dataclass(frozen=True)
class Selector:
    """A set of modules named in a law.

    Exactly one of layer, value and pattern is set.

    Attributes:
        text: What the author wrote: a bare name, or one that states what it is (`layer:redis`, `tech=redis`).
        value: The value of an axis, or `axis=value`.
        below: With a value, the folders below it: `L5_utils` of `general.L5_utils`.
    """

    text: str
    position: Position
    layer: str | None = None
    value: str | None = None
    below: Pattern | None = None
    pattern: Pattern | None = None

    @property
    def is_bare(self) -> bool:
        """True for the name of a layer or of an axis value that does not state which of the two it is."""
        if self.pattern:
            return False
        return "=" not in self.text if self.value else not self.text.startswith(LAYER_PREFIX)


@dataclass(frozen=True)
class External:
    """A package outside the code base, or a module inside one: `sqlalchemy`, `django.db`; `*` is all of them."""

    name: str
    position: Position

    @property
    def text(self) -> str:
        """The name as a topology writes it; `*` needs its prefix."""
        return f"{EXTERNAL_PREFIX}{self.name}" if self.name == EVERYTHING else self.name

    def claims(self, module: str) -> bool:
        """Return True for the module itself and everything below it."""
        return self.name in (EVERYTHING, module) or module.startswith(self.name + ".")


@dataclass(frozen=True)
class Law:
    """The fields that every law has.

    Attributes:
        id: Unique in the topology; appears in pytest ids, contracts, findings and reports.
        position: Its line in the topology, which each finding leads back to.
        owner_team: The team that answers for the law; "" for none.
        optional: Whether it may match nothing today; `because` then states why.
    """

    id: str
    position: Position
    severity: Severity = Severity.HIGH
    because: str = ""
    fix: str = ""
    owner_team: str = ""
    optional: bool = False
