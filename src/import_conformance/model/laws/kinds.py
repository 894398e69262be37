"""The laws that an author can write, one class for each section of the topology."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from import_conformance.model.laws.law import (
    ALL_KINDS,
    RUNNING_KINDS,
    External,
    ImportKind,
    Law,
    LocatedPattern,
    Position,
    Selector,
)

Option: TypeAlias = str | tuple["Option", ...] | Mapping[str, "Option"]


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
    writes_models: with `every: module`, binds only files that write to at least so many ORM models.
    """

    every: str = "module"
    of: tuple[str, ...] = ()
    within: tuple[Selector, ...] = ()
    writes_models: int = 0
    targets: tuple[Selector, ...] = ()
    via: Via = Via.DIRECT
    kinds: frozenset[ImportKind] = RUNNING_KINDS


@dataclass(frozen=True)
class Own(Law):
    """One authoritative place: a module like one of the owner's, elsewhere, is a duplicate.

    owner: the modules that are the original; empty when `between` names an axis across which no module may be copied.
    among: where copies are looked for (everywhere when empty); similarity: Jaccard index 0..1 from which it counts.
    symbols: names that only the owner may define; such a law compares definitions instead of whole modules.
    """

    owner: tuple[Selector, ...] = ()
    between: str | None = None
    among: tuple[Selector, ...] = ()
    similarity: float = 0.5
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True)
class Builtin(Law):
    """A law that holds in every code base; the topology may change its severity, or turn it off with a reason.

    within: where it holds (everywhere when empty).
    """

    within: tuple[Selector, ...] = ()


@dataclass(frozen=True)
class BannedCall:
    """A function that may not be used: `without_arguments` bans only calls that pass none (and bare references)."""

    name: str
    without_arguments: bool
    position: Position


@dataclass(frozen=True)
class Ban(Law):
    """Calls that may not be made: functions by qualified name, methods by name whatever their object is.

    within: where the ban holds (everywhere when empty); exempt: who may call it all the same; use: the qualified name
    of what to call instead.
    """

    calls: tuple[BannedCall, ...] = ()
    methods: tuple[str, ...] = ()
    within: tuple[Selector, ...] = ()
    exempt: tuple[Selector, ...] = ()
    use: str = ""


@dataclass(frozen=True)
class Acyclic(Law):
    """No cycle of imports between the values of an axis (or between layers, packages, or single modules).

    over: an axis, `layer`, `package`, or `module`; within: the modules whose imports count (everywhere when empty).
    """

    over: str = "layer"
    within: tuple[Selector, ...] = ()
    kinds: frozenset[ImportKind] = RUNNING_KINDS


@dataclass(frozen=True)
class Name(Law):
    """What the modules of a scope may be called: globs over the last segment of the name; deny wins over allow."""

    within: tuple[Selector, ...] = ()
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


@dataclass(frozen=True)
class Headers(Law):
    """What a file claims about its layer in a comment `# KEY: LAYER ...` near its top, against where it lies.

    key: the word before the colon; required: a file without the claim is a finding too.
    """

    key: str = "Layer"
    within: tuple[Selector, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Quarantine(Law):
    """Modules that nobody outside them may import, and whose number may only shrink (`at_most`)."""

    modules: tuple[Selector, ...] = ()
    at_most: int | None = None


@dataclass(frozen=True)
class Custom(Law):
    """A law that a rule of an installed distribution judges.

    rule: the name of its entry point. within: where the law holds (everywhere when empty).
    options: what the topology tells the rule: texts, tuples and mappings of texts; marks: where each of them stands.
    """

    rule: str = ""
    within: tuple[Selector, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    marks: Mapping[str, Position] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiver:
    """Findings that somebody answers for until a day: of one law in some modules, or one by its fingerprint.

    until: the last day (ISO 8601) on which it holds. Expired and unused waivers are errors.
    """

    position: Position
    reason: str
    owner: str
    until: str
    law: str = ""
    modules: tuple[LocatedPattern, ...] = ()
    fingerprint: str = ""
