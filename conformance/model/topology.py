"""The law as values: what topology.yaml says, each part with the line it stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from conformance.model.pattern import Pattern


class Severity(StrEnum):
    """How bad a breach is, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class ImportKind(StrEnum):
    """When an import happens: as the module loads, inside a function, for type checkers only, or by a computed call."""

    RUNTIME = "runtime"
    LAZY = "lazy"
    TYPING = "typing"
    DYNAMIC = "dynamic"


ALL_KINDS = frozenset(ImportKind)
RUNNING_KINDS = frozenset({ImportKind.RUNTIME, ImportKind.LAZY, ImportKind.DYNAMIC})


@dataclass(frozen=True)
class Position:
    """A place in a text file: line and column, both counted from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True)
class Problem:
    """Something wrong with the law itself or with what it was pointed at: one sentence at one place."""

    path: str
    position: Position
    sentence: str

    def __str__(self) -> str:
        """The problem as `file:line:column: sentence`."""
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
    """

    roots: tuple[str, ...]
    packages: tuple[str, ...]
    baseline: str | None = None
    exclude: tuple["LocatedPattern", ...] = ()
    position: Position = Position(1)


@dataclass(frozen=True)
class LocatedPattern:
    """A pattern and where the law says it."""

    pattern: Pattern
    position: Position


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
class Selector:
    """A set of modules named in a law.

    Exactly one of these is said: a layer; an axis value, perhaps with folders below it (`general.L5_utils`); or a pattern.
    """

    text: str
    position: Position
    layer: str | None = None
    value: str | None = None
    below: Pattern | None = None
    pattern: Pattern | None = None


@dataclass(frozen=True)
class External:
    """A package outside the code base, or a module inside one: `sqlalchemy`, `django.db`."""

    name: str
    position: Position

    def claims(self, module: str) -> bool:
        """True for the module itself and everything below it."""
        return module == self.name or module.startswith(self.name + ".")


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


@dataclass(frozen=True)
class Allow(Law):
    """Edges that may exist. `across` names the axes on which the two ends may differ; on all others they must agree."""

    sources: tuple[Selector, ...] = ()
    targets: tuple[Selector, ...] = ()
    across: frozenset[str] = frozenset()
    kinds: frozenset[ImportKind] = ALL_KINDS


@dataclass(frozen=True)
class Forbid(Law):
    """A named ban on imports, internal or external; it wins over every Allow."""

    sources: tuple[Selector, ...] = ()
    targets: tuple[Selector, ...] = ()
    externals: tuple[External, ...] = ()
    kinds: frozenset[ImportKind] = ALL_KINDS


class Via(StrEnum):
    """How an obligation may be met: by an import of one's own, or by a chain of allowed imports."""

    DIRECT = "direct"
    LEGAL = "legal"


@dataclass(frozen=True)
class Require(Law):
    """An obligation: every subject must import one of the targets.

    every: the axis whose values are the subjects, or `module`.
    of: the axis values that are bound (all declared ones when empty); within: narrows the subjects' modules.
    """

    every: str = "module"
    of: tuple[str, ...] = ()
    within: tuple[Selector, ...] = ()
    targets: tuple[Selector, ...] = ()
    via: Via = Via.DIRECT
    kinds: frozenset[ImportKind] = RUNNING_KINDS


@dataclass(frozen=True)
class Own(Law):
    """One authoritative place: a module like one of the owner's, elsewhere, is a duplicate.

    owner: the modules that are the original; None when `between` names an axis across which no module may be copied.
    among: where copies are looked for (everywhere when empty); similarity: Jaccard index 0..1 from which it counts.
    """

    owner: Selector | None = None
    between: str | None = None
    among: tuple[Selector, ...] = ()
    similarity: float = 0.5


@dataclass(frozen=True)
class Builtin(Law):
    """A law that holds in every code base; the topology may change its severity, or turn it off with a reason.

    within: where it holds (everywhere when empty).
    """

    within: tuple[Selector, ...] = ()


@dataclass(frozen=True)
class Topology:
    """One architecture, as its topology file states it.

    path: the file, as it was named on the command line; directory of `source` paths.
    allow_position: where the `allow` section begins, the line that a divergence from it leads back to; None without one.
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
    builtin: tuple[Builtin, ...] = ()
    allow_position: Position | None = None
    allow_severity: Severity = Severity.HIGH
    digest: str = ""
    unplaced_is_error: bool = False
    layer_by_name: Mapping[str, Layer] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the layers."""
        object.__setattr__(self, "layer_by_name", {layer.name: layer for layer in self.layers})

    @property
    def axis_names(self) -> tuple[str, ...]:
        """The declared axes, in the order of the file; the first one names the subjects of layer laws."""
        return tuple(axis.name for axis in self.axes)

    def written_laws(self) -> Iterator[Law]:
        """Every law that the author wrote, in the order of the sections."""
        yield from (*self.allow, *self.forbid, *self.require, *self.own)
