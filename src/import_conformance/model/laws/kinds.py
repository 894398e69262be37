"""The kinds of law that an author can write, one class for each section of the topology."""

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
    """Edges that may exist.

    Attributes:
        across: The axes on which the two ends may differ; on all others they must agree.
    """

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

    Attributes:
        every: The axis whose values are the subjects, or `module`.
        of: The axis values that are bound; all declared ones when empty.
        within: Restricts the subjects' modules.
        writes_models: With `every: module`, binds only files that write to at least this many ORM models.
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
    """One authoritative place: a module elsewhere that resembles one of the owner's is a duplicate.

    Attributes:
        owner: The modules that are the original; empty when `between` is given.
        between: An axis across which no module may be copied; None when `owner` is given.
        among: Where copies are looked for; everywhere when empty.
        similarity: Jaccard index, 0 to 1, from which modules count as copies.
        symbols: Names that only the owner may define; such a law compares definitions instead of whole modules.
    """

    owner: tuple[Selector, ...] = ()
    between: str | None = None
    among: tuple[Selector, ...] = ()
    similarity: float = 0.5
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True)
class Builtin(Law):
    """A law that holds in every code base; the topology may change its severity, or turn it off with a reason.

    Attributes:
        within: Where it holds; everywhere when empty.
    """

    within: tuple[Selector, ...] = ()


@dataclass(frozen=True)
class BannedCall:
    """A function that may not be used.

    Attributes:
        without_arguments: Whether only calls that pass no argument are banned (and references that are not called).
    """

    name: str
    without_arguments: bool
    position: Position


@dataclass(frozen=True)
class Ban(Law):
    """Calls that may not be made: functions by qualified name, methods by name whatever their object is.

    Attributes:
        within: Where the ban holds; everywhere when empty.
        use: The qualified name of what to call instead; "" for none.
    """

    calls: tuple[BannedCall, ...] = ()
    methods: tuple[str, ...] = ()
    within: tuple[Selector, ...] = ()
    exempt: tuple[Selector, ...] = ()
    use: str = ""


@dataclass(frozen=True)
class Acyclic(Law):
    """No cycle of imports between the values of an axis, or between layers, packages, or single modules.

    Attributes:
        over: An axis, `layer`, `package`, or `module`.
        within: The modules whose imports count; all when empty.
    """

    over: str = "layer"
    within: tuple[Selector, ...] = ()
    kinds: frozenset[ImportKind] = RUNNING_KINDS


@dataclass(frozen=True)
class Name(Law):
    """What the modules of a scope may be called.

    Attributes:
        allow: Globs over the last segment of the name; any name when empty.
        deny: Globs of names that are not allowed; they win over `allow`.
    """

    within: tuple[Selector, ...] = ()
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


@dataclass(frozen=True)
class Headers(Law):
    """Comments `# KEY: LAYER ...` near the top of a file must name the layer in which the file lies.

    Attributes:
        key: The word before the colon.
        within: The modules that are bound; all when empty.
        required: Whether a file without the comment is a finding too.
    """

    key: str = "Layer"
    within: tuple[Selector, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Quarantine(Law):
    """Modules that no module outside may import, and whose number may only shrink.

    Attributes:
        at_most: The largest number of files that there may be; None for no limit.
    """

    modules: tuple[Selector, ...] = ()
    at_most: int | None = None


@dataclass(frozen=True)
class Custom(Law):
    """A law that a rule of an installed distribution judges.

    Attributes:
        rule: The name of its entry point.
        within: Where the law holds; everywhere when empty.
        options: The options of the rule: strings, tuples and mappings of strings.
        marks: The position of each option in the topology.
    """

    rule: str = ""
    within: tuple[Selector, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    marks: Mapping[str, Position] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiver:
    """Findings that an owner answers for until a date: of one law in some modules, or one by its fingerprint.

    Expired and unused waivers are errors.

    Attributes:
        until: The last date (ISO 8601) on which it holds.
        law: The id of the law; "" for a waiver of one finding.
        modules: With `law`, the modules in which it is waived.
        fingerprint: The finding; "" for a waiver of a law.
    """

    position: Position
    reason: str
    owner: str
    until: str
    law: str = ""
    modules: tuple[LocatedPattern, ...] = ()
    fingerprint: str = ""
