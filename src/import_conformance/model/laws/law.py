"""The words that all laws share: severity, position, kinds of import, and the modules that a law names."""

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


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class ImportKind(StrEnum):
    """When an import happens: as the module loads, inside a function, for type checkers only, or by a computed call."""

    RUNTIME = "runtime"
    LAZY = "lazy"
    TYPING = "typing"
    DYNAMIC = "dynamic"


class Guard(StrEnum):
    """Whether the code goes on without an import: no, yes because its failure is handled, or it never runs at all."""

    NONE = "none"
    OPTIONAL = "optional"
    DEAD = "dead"


# What a selector says in front of a name that is to be taken for a layer, or for a package from outside.
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
    """A pattern and where the law says it."""

    pattern: Pattern
    position: Position


@dataclass(frozen=True)
class Selector:
    """A set of modules named in a law.

    Exactly one of these is said: a layer, an axis value (with folders below: `general.L5_utils`), or a pattern.
    text is what the author wrote: a bare name, or one that says what it is (`layer:redis`, `tech=redis`).
    """

    text: str
    position: Position
    layer: str | None = None
    value: str | None = None
    below: Pattern | None = None
    pattern: Pattern | None = None

    @property
    def is_bare(self) -> bool:
        """True for the name of a layer or of an axis value that does not say which of the two it is."""
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
        """As a topology writes it; what stands for everything needs its prefix."""
        return f"{EXTERNAL_PREFIX}{self.name}" if self.name == EVERYTHING else self.name

    def claims(self, module: str) -> bool:
        """True for the module itself and everything below it."""
        return self.name in (EVERYTHING, module) or module.startswith(self.name + ".")


@dataclass(frozen=True)
class Law:
    """What every law has.

    id: unique in the topology; appears in pytest ids, contracts, findings and reports.
    position: its line in the topology, which each finding leads back to.
    optional: it may match nothing today; `because` then says why.
    """

    id: str
    position: Position
    severity: Severity = Severity.HIGH
    because: str = ""
    fix: str = ""
    owner_team: str = ""
    optional: bool = False
