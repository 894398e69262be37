"""The order of work as it was simulated: waves of units, each with the changes that fix its findings."""

from collections.abc import Iterable
from dataclasses import dataclass

from import_conformance.model.answers.remedy import CodeChange, DeleteFile
from import_conformance.model.by_key import by_key
from import_conformance.model.finding import Finding
from import_conformance.model.topology import Problem, Severity


@dataclass(frozen=True)
class Prerequisite:
    """A unit that comes first, and why."""

    unit: str
    reason: str


@dataclass(frozen=True)
class Unit:
    """The work on one law in one domain.

    Attributes:
        domain: The subject of its findings; "" outside all domains.
        planned: Its findings before the first wave, or before its own wave where that is a further one.
        findings: Those of them that were still there when its turn came, and others that came since.
        changes: What fixes `findings`.
        fixed: How many of `findings` are gone afterwards.
    """

    law: str
    domain: str
    planned: tuple[Finding, ...]
    prerequisites: tuple[Prerequisite, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[CodeChange, ...] = ()
    fixed: int = 0

    @property
    def id(self) -> str:
        """The name of the unit: its law and its domain."""
        return f"{self.law} in {self.domain}" if self.domain else f"{self.law} outside the domains"

    @property
    def typical(self) -> Finding:
        """The first of its findings; of those that were planned, where none remained when its turn came."""
        return (self.findings or self.planned)[0]

    @property
    def severity(self) -> Severity:
        """The worst severity of its findings."""
        return min((each.severity for each in self.findings or self.planned), key=lambda severity: severity.rank)

    @property
    def teams(self) -> tuple[str, ...]:
        """Everybody who answers for one of its findings."""
        return tuple(sorted({each.owner for each in self.findings or self.planned} - {""}))

    @property
    def gone(self) -> int:
        """The number of its findings that earlier units fixed, mostly with a file that they deleted."""
        return max(0, len(self.planned) - len(self.findings))

    @property
    def files(self) -> int:
        """How many files have something to fix."""
        return len({finding.path for finding in self.findings})

    @property
    def deletes(self) -> tuple[str, ...]:
        """The files that are gone once the unit is done."""
        return tuple(sorted(change.path for change in self.changes if isinstance(change, DeleteFile)))


@dataclass(frozen=True)
class Wave:
    """Units that can be done side by side once the waves before them are done.

    Attributes:
        number: Counted from 1.
        units: The worst severity first.
        gone: The number of findings that belong to no unit of the wave and are fixed, too.
        brought: The findings that the wave introduces.
        left: All findings that remain after the wave.
        problems: What the wave makes wrong with the laws themselves, such as a pattern that matches nothing any more.
        is_further: True for a wave that was not planned, because it fixes what earlier waves introduced.
    """

    number: int
    units: tuple[Unit, ...]
    gone: int
    brought: tuple[Finding, ...]
    left: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    is_further: bool = False

    @property
    def fixed(self) -> int:
        """How many findings its units fixed."""
        return sum(unit.fixed for unit in self.units)

    @property
    def files(self) -> int:
        """How many files have something to fix."""
        return len({finding.path for unit in self.units for finding in unit.findings})


@dataclass(frozen=True)
class Unfixed:
    """A finding that no wave fixes, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class WorkPlan:
    """All units in waves.

    Attributes:
        findings: The number of findings before the first wave.
        waves: In their order.
        precedences: The number of pairs of units of which one should come before the other.
        dropped: The number of these that were given up, because they would have closed a cycle.
        left: The findings that remain after the last wave.
    """

    findings: int = 0
    waves: tuple[Wave, ...] = ()
    precedences: int = 0
    dropped: int = 0
    left: tuple[Unfixed, ...] = ()


def units_of(findings: Iterable[Finding]) -> tuple[Unit, ...]:
    """Group findings by law and domain, sorted."""
    grouped = by_key(((finding.law, finding.subject), finding) for finding in findings)
    return tuple(Unit(law, domain, tuple(members)) for (law, domain), members in sorted(grouped.items()))
