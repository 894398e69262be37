"""The topology as values: what topology.yaml states, each part with its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from import_conformance.model.base.law import (
    ALL_KINDS,
    RUNNING_KINDS,
    External,
    Guard,
    ImportKind,
    Law,
    LocatedPattern,
    Position,
    Selector,
    Severity,
)
from import_conformance.model.language.waiver import Waiver
from import_conformance.model.laws.acyclic import Acyclic
from import_conformance.model.laws.allow import Allow
from import_conformance.model.laws.ban import Ban, BannedCall
from import_conformance.model.laws.builtin import Builtin
from import_conformance.model.laws.custom import Custom, Option
from import_conformance.model.laws.forbid import Forbid
from import_conformance.model.laws.headers import Headers
from import_conformance.model.laws.names import Name
from import_conformance.model.laws.own import Own
from import_conformance.model.laws.quarantine import Quarantine
from import_conformance.model.laws.require import Require, Via
from import_conformance.model.patterns.pattern_index import PatternIndex

__all__ = [
    "ALL_KINDS",
    "RUNNING_KINDS",
    "Acyclic",
    "Allow",
    "Axis",
    "Ban",
    "BannedCall",
    "Builtin",
    "Custom",
    "External",
    "Forbid",
    "Guard",
    "Headers",
    "ImportKind",
    "Law",
    "Layer",
    "LocatedPattern",
    "Name",
    "Option",
    "Own",
    "Position",
    "Problem",
    "Quarantine",
    "Require",
    "Selector",
    "Severity",
    "Source",
    "Topology",
    "TopologyError",
    "Via",
    "Waiver",
]


LawT = TypeVar("LawT", bound=Law)

# The position of a problem with a file that does not exist.
NOWHERE = Position(0, 0)


@dataclass(frozen=True)
class Problem:
    """Something wrong with the law itself or with its input.

    Attributes:
        position: Where in that file; NOWHERE for a file that does not exist.
    """

    path: str
    position: Position
    sentence: str

    def __str__(self) -> str:
        """Return the problem as `file:line:column: sentence`, without a position where the file does not exist."""
        if self.position == NOWHERE:
            return f"{self.path}: {self.sentence}"
        return f"{self.path}:{self.position.line}:{self.position.column}: {self.sentence}"


class TopologyError(Exception):
    """The law cannot be applied; `problems` holds every problem found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Source:
    """Where the code to be judged lies.

    Attributes:
        roots: Directories that go on the import path, relative to the topology file.
        baseline: File of known findings, relative to the topology file; None without one.
        exclude: Patterns of modules that are not judged (and are counted as excluded).
        generated: Patterns of modules that exist whether or not their file does, and that are not judged.
        is_given: Whether the roots were named on the command line, so that they may lie anywhere.
        positions: Where the topology names each root and package.
    """

    roots: tuple[str, ...]
    packages: tuple[str, ...]
    baseline: str | None = None
    exclude: tuple[LocatedPattern, ...] = ()
    position: Position = field(default_factory=lambda: Position(1))
    generated: tuple[LocatedPattern, ...] = ()
    is_given: bool = False
    positions: Mapping[str, Position] = field(default_factory=dict, repr=False, compare=False)

    def position_of(self, name: str) -> Position:
        """Return where the topology names a root or package; the section as a whole where it does not."""
        return self.positions.get(name, self.position)

    @cached_property
    def excluding(self) -> PatternIndex[LocatedPattern]:
        """The patterns of `exclude`, indexed by name."""
        return PatternIndex((located.pattern, located) for located in self.exclude)

    @cached_property
    def generating(self) -> PatternIndex[LocatedPattern]:
        """The patterns of `generated`, indexed by name."""
        return PatternIndex((located.pattern, located) for located in self.generated)


@dataclass(frozen=True)
class Layer:
    """A named part of the architecture: the modules that one of its patterns claims.

    Attributes:
        owner_team: The team that answers for its modules; "" for none.
    """

    name: str
    patterns: tuple[LocatedPattern, ...]
    position: Position
    title: str = ""
    optional: bool = False
    because: str = ""
    owner_team: str = ""


@dataclass(frozen=True)
class Axis:
    """A dimension across the layers (domain, audience).

    Attributes:
        values: The values that a capture may have, with their positions.
        optional: The values that may have no module yet.
    """

    name: str
    values: Mapping[str, Position]
    position: Position
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Topology:
    """One architecture, as its topology file states it. The fields that are not listed here are its sections.

    Attributes:
        path: The file, as it was named on the command line; the directory that paths of `source` are relative to.
        laws: Every law, the built-in ones included, in the order of the sections.
        allow_position: Where the `allow` section begins, the line that divergences lead back to; None without one.
        digest: Of the text of the file.
        unplaced_is_error: Whether a module in no layer is a finding.
        placed: The places that `placement.place` has computed so far, by module.
    """

    path: str
    name: str
    source: Source
    layers: tuple[Layer, ...] = ()
    axes: tuple[Axis, ...] = ()
    laws: tuple[Law, ...] = ()
    waive: tuple[Waiver, ...] = ()
    allow_position: Position | None = None
    allow_severity: Severity = Severity.HIGH
    digest: str = ""
    unplaced_is_error: bool = False
    layer_by_name: Mapping[str, Layer] = field(init=False, repr=False, compare=False)
    values: Mapping[str, Mapping[str, Position]] = field(init=False, repr=False, compare=False)
    placed: dict[str, object] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the layers and the axes."""
        object.__setattr__(self, "layer_by_name", {layer.name: layer for layer in self.layers})
        object.__setattr__(self, "values", {axis.name: axis.values for axis in self.axes})

    @cached_property
    def patterns(self) -> PatternIndex[tuple[str, LocatedPattern]]:
        """The patterns of the layers, each with the name of its layer."""
        return PatternIndex(
            (located.pattern, (layer.name, located)) for layer in self.layers for located in layer.patterns
        )

    @property
    def axis_names(self) -> tuple[str, ...]:
        """The declared axes, in the order of the file; the first one names the subjects of layer laws."""
        return tuple(axis.name for axis in self.axes)

    def of(self, kind: type[LawT]) -> tuple[LawT, ...]:
        """Return the laws of one kind, in the order of the file."""
        known = self._by_class.get(kind)
        if known is None:
            known = self._by_class[kind] = tuple(law for law in self.laws if type(law) is kind)
        return known  # type: ignore[return-value]  # laws of that class

    @cached_property
    def _by_class(self) -> dict[type[Law], tuple[Law, ...]]:
        return {}

    def written_laws(self) -> Iterator[Law]:
        """Yield every law that the author wrote, in the order of the sections."""
        return (law for law in self.laws if not isinstance(law, Builtin))
