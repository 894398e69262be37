"""The verdict: what one run found, ready for every reporter and entry point."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.codebase import Beside, Fate, SourceFile, Unread
from import_conformance.model.finding import Finding, Kind, State
from import_conformance.model.topology import Severity, Topology, Waiver

LAW_IS_GONE = "law is gone"
"""Stands for the severity of fixed findings whose law the topology does not hold any more."""


class Outcome(StrEnum):
    """The answer in one word; `incomplete` when something on disk could not be judged."""

    CONFORMS = "conforms"
    DIVERGES = "diverges"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class LawReport:
    """One law as it was applied.

    Attributes:
        line: Where the topology states it, from 1.
        subjects: What it was applied to, sorted.
        fault: Why it cannot be applied as it is written; "" for nearly all laws.
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
    """An entry of the baseline: a finding that is tolerated.

    Attributes:
        path: The file, relative to its source root.
        root: The source root that the path is relative to; "" where there is only one.
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
    """A baseline entry that counts more findings than there are: debt that was paid and must be removed from it."""

    known: KnownFinding
    found: int

    @property
    def fixed(self) -> int:
        """Return how many of the known findings are gone."""
        return self.known.count - self.found


@dataclass(frozen=True)
class Ledger:
    """Every file on disk has one fate, and the fates add up.

    Attributes:
        recovered: Files that grimp by itself would have missed.
        beside: Files that lie beside the declared packages.
        by_fate: The fates that there are, in the order of `Fate`.
    """

    on_disk: int
    recovered: int
    beside: int
    by_fate: Mapping[Fate, int]


@dataclass(frozen=True)
class Verdict:
    """The outcome of one run.

    Attributes:
        findings: The findings that are not waived, worst first, each marked as new or known.
        stale: Baseline entries that count more findings than there are.
        timings_ms: How long each stage took, in milliseconds; None when that was not measured.
        contracts_due: Why the other entry points fail although nothing is new here: the compiled contracts are out of
            date. "" when they are current.
        beside: As in `Codebase`.
        unread: As in `Codebase`.
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
    def ledger(self) -> Ledger:
        """Count the files by their fates."""
        counts = Counter(file.fate for file in self.files)
        by_fate = {fate: counts[fate] for fate in Fate if counts[fate]}
        return Ledger(len(self.files), sum(file.recovered for file in self.files), len(self.beside), by_fate)

    @property
    def severity_counts(self) -> tuple[tuple[str, int, int, int], ...]:
        """Count the findings of each severity that there is, the worst first: its name, new, known and fixed ones.

        Fixed are known findings that are gone and that the baseline still lists; those of `LAW_IS_GONE` come last.
        """
        rows = Counter((finding.severity.value, finding.state.value) for finding in self.findings)
        severities = {report.id: report.severity.value for report in self.laws}
        for entry in self.stale:
            rows[severities.get(entry.known.law, LAW_IS_GONE), "fixed"] += entry.fixed
        names = [name for name in (*map(str, Severity), LAW_IS_GONE) if any(row == name for row, _ in rows)]
        return tuple((name, rows[name, "new"], rows[name, "known"], rows[name, "fixed"]) for name in names)

    @property
    def outcome(self) -> Outcome:
        """The answer in one word; a finding outweighs a file that could not be read."""
        if any(finding.kind is not Kind.UNPARSABLE for finding in self.new):
            return Outcome.DIVERGES
        unread = any(file.fate is Fate.UNPARSABLE for file in self.files)
        return Outcome.INCOMPLETE if unread or self.unread else Outcome.CONFORMS
