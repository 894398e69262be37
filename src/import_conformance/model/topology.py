"""The law as values: what topology.yaml says, each part with the line it stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from import_conformance.model.laws.kinds import (
    Acyclic,
    Allow,
    Ban,
    BannedCall,
    Builtin,
    Custom,
    Forbid,
    Headers,
    Name,
    Option,
    Own,
    Quarantine,
    Require,
    Via,
    Waiver,
)
from import_conformance.model.laws.law import (
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


# The position of what is wrong with a file that is not there.
NOWHERE = Position(0, 0)


@dataclass(frozen=True)
class Problem:
    """Something wrong with the law itself or with what it was pointed at: one sentence at one place, or NOWHERE."""

    path: str
    position: Position
    sentence: str

    def __str__(self) -> str:
        """The problem as `file:line:column: sentence`; no line of a file that is not there."""
        if self.position == NOWHERE:
            return f"{self.path}: {self.sentence}"
        return f"{self.path}:{self.position.line}:{self.position.column}: {self.sentence}"


class TopologyError(Exception):
    """The law cannot be applied; carries every problem found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Source:
    """Where the code under judgement lies.

    roots: directories, relative to the topology file, that go on the import path.
    packages: top-level package names to be found in the roots.
    baseline: file of known findings, relative to the topology file, or None.
    exclude: patterns of modules that are left out of the judgement (and counted as excluded).
    generated: patterns of modules that exist whether or not a file is there, and that are not judged.
    is_given: whether the roots were named on the command line, so that they may lie anywhere.
    """

    roots: tuple[str, ...]
    packages: tuple[str, ...]
    baseline: str | None = None
    exclude: tuple[LocatedPattern, ...] = ()
    position: Position = field(default_factory=lambda: Position(1))
    generated: tuple[LocatedPattern, ...] = ()
    is_given: bool = False

    @cached_property
    def excluding(self) -> PatternIndex[LocatedPattern]:
        """The patterns of `exclude`, by name."""
        return PatternIndex((located.pattern, located) for located in self.exclude)

    @cached_property
    def generating(self) -> PatternIndex[LocatedPattern]:
        """The patterns of `generated`, by name."""
        return PatternIndex((located.pattern, located) for located in self.generated)


@dataclass(frozen=True)
class Layer:
    """A named part of the architecture: the modules that one of its patterns claims."""

    name: str
    patterns: tuple[LocatedPattern, ...]
    position: Position
    title: str = ""
    optional: bool = False
    because: str = ""


@dataclass(frozen=True)
class Axis:
    """A dimension across the layers (domain, audience): a name and the values that its capture may take."""

    name: str
    values: Mapping[str, Position]
    position: Position
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Topology:
    """One architecture, as its topology file states it.

    path: the file, as it was named on the command line; directory of `source` paths.
    values: what each axis may be. placed: where modules stand, as far as `placement.place` was asked.
    allow_position: where the `allow` section begins, the line that divergences lead back to; None without one.
    """

    path: str
    name: str
    source: Source
    layers: tuple[Layer, ...] = ()
    axes: tuple[Axis, ...] = ()
    allow: tuple[Allow, ...] = ()
    forbid: tuple[Forbid, ...] = ()
    require: tuple[Require, ...] = ()
    own: tuple[Own, ...] = ()
    ban: tuple[Ban, ...] = ()
    acyclic: tuple[Acyclic, ...] = ()
    name_laws: tuple[Name, ...] = ()
    headers: tuple[Headers, ...] = ()
    quarantine: tuple[Quarantine, ...] = ()
    custom: tuple[Custom, ...] = ()
    waive: tuple[Waiver, ...] = ()
    builtin: tuple[Builtin, ...] = ()
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

    def written_laws(self) -> Iterator[Law]:
        """Every law that the author wrote, in the order of the sections."""
        yield from (*self.allow, *self.forbid, *self.require, *self.own)
        yield from (*self.ban, *self.acyclic, *self.name_laws, *self.headers, *self.quarantine, *self.custom)
