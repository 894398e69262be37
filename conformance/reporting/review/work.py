"""What a review says about the work ahead: actions by domain, and units of work in waves."""

from dataclasses import dataclass

from conformance.model.topology import Severity


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

    statements: findings to mend; gone: those that an earlier unit takes away with a file that it deletes.
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

    statements: findings mended; gone: those of later units that go with files deleted here; left: findings after it.
    """

    number: int
    units: tuple[Unit, ...]
    statements: int
    gone: int
    files: int
    left: int


@dataclass(frozen=True)
class Plan:
    """All units in waves; wishes: orders that were wanted, dropped: of these, how many would have closed a circle."""

    findings: int
    waves: tuple[Wave, ...]
    wishes: int
    dropped: int
