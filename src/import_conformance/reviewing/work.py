"""What a review says about the work ahead: actions by domain, and units of work in waves."""

from dataclasses import dataclass

from import_conformance.model.topology import Severity


@dataclass(frozen=True)
class Action:
    """What to do about one law in one domain."""

    priority: str
    action: str
    law: str
    severity: Severity
    findings: int
    files: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """All actions in one domain ("": outside all), the most urgent first; folder: where most of its files lie."""

    domain: str
    folder: str
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Wait:
    """A unit that comes first, and why."""

    unit: str
    reason: str


@dataclass(frozen=True)
class Unit:
    """Work on one law in one domain.

    statements: findings to mend; gone: those that earlier units take away, mostly with a file that they delete.
    files: with something left to mend; deletes: files that this unit removes; waits: the units that come first.
    """

    id: str
    law: str
    domain: str
    category: str
    severity: Severity
    statements: int
    gone: int
    files: int
    deletes: tuple[str, ...]
    waits: tuple[Wait, ...]


@dataclass(frozen=True)
class Wave:
    """Units that can be done side by side once the waves before are done.

    statements: findings mended; gone: those of later units that go along, mostly with files deleted here.
    left: findings after it. brought: findings that its changes bring, as a simulation shows. problems: sentences about
    laws that do not fit the changed code. is_further: it mends only what earlier waves brought.
    """

    number: int
    units: tuple[Unit, ...]
    statements: int
    gone: int
    files: int
    left: int
    brought: int = 0
    problems: tuple[str, ...] = ()
    is_further: bool = False


@dataclass(frozen=True)
class Left:
    """A finding that no wave mends, and why."""

    law: str
    path: str
    message: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """All units in waves.

    wishes: orders that were wanted, dropped: of these, how many would have closed a circle. left: what the last wave
    leaves, as a simulation shows.
    """

    findings: int
    waves: tuple[Wave, ...]
    wishes: int
    dropped: int
    left: tuple[Left, ...] = ()
