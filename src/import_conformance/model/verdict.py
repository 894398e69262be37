"""The verdict: what one run found, ready to be printed by any reporter and judged by any door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.codebase import Beside, Fate, SourceFile, Unread
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.topology import Severity, Topology, Waiver


class Outcome(StrEnum):
    """The answer in one word; `incomplete` when something on disk could not be judged."""

    CONFORMS = "conforms"
    DIVERGES = "diverges"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class LawReport:
    """One law as it was applied: its subjects, and how many new and known findings it has.

    fault: why it cannot be applied as it is written; "" for nearly all.
    """

    id: str
    rule: str
    severity: Severity
    line: int
    subjects: tuple[str, ...]
    new: int
    known: int
    fault: str = ""


@dataclass(frozen=True)
class KnownFinding:
    """A line of the baseline: a finding that was there before, how many times, and why it is tolerated.

    root: the source root that the path lies below, "" where there is only one.
    """

    fingerprint: str
    law: str
    path: str
    message: str
    count: int = 1
    reason: str = ""
    root: str = ""


@dataclass(frozen=True)
class StaleEntry:
    """A baseline entry that promises more findings than there are: debt that was paid and must be struck out."""

    known: KnownFinding
    found: int


@dataclass(frozen=True)
class Verdict:
    """The outcome of one run: findings sorted worst first, with known ones marked; the waived ones stand apart.

    contracts_due: why the other doors are red although nothing is new here: the compiled contracts are of another day.
    beside, unread: as in the code base.
    """

    topology: Topology
    files: tuple[SourceFile, ...]
    laws: tuple[LawReport, ...]
    findings: tuple[Finding, ...]
    stale: tuple[StaleEntry, ...] = ()
    waived: tuple[tuple[Waiver, Finding], ...] = ()
    timings_ms: Mapping[str, float] | None = None
    contracts_due: str = ""
    beside: Sequence[Beside] = ()
    unread: Sequence[Unread] = ()

    @property
    def new(self) -> tuple[Finding, ...]:
        """Findings that the baseline does not know."""
        return tuple(finding for finding in self.findings if finding.state is State.NEW)

    @property
    def outcome(self) -> Outcome:
        """Diverges outweighs incomplete: what was found stands, whatever could not be read."""
        if any(finding.kind is not Kind.UNPARSABLE for finding in self.new):
            return Outcome.DIVERGES
        unread = any(file.fate is Fate.UNPARSABLE for file in self.files)
        return Outcome.INCOMPLETE if unread or self.unread else Outcome.CONFORMS
