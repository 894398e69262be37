"""What a review says, part by part, as frozen values; every format prints these and adds nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.finding import Finding, State
from import_conformance.model.topology import Severity


@dataclass(frozen=True)
class Tally:
    """Findings counted: the severities add up to `findings`, and so do new and known; a file counts once."""

    findings: int
    files: int
    critical: int
    high: int
    medium: int
    low: int
    new: int
    known: int

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Tally":
        """Count some findings."""
        held = list(findings)
        by_severity = {severity.value: sum(each.severity is severity for each in held) for severity in Severity}
        known = sum(each.state is not State.NEW for each in held)
        return cls(len(held), len({each.path for each in held}), **by_severity, new=len(held) - known, known=known)


@dataclass(frozen=True)
class Ledger:
    """Every file on disk has one fate; sentence: the sum, written out."""

    on_disk: int
    recovered: int
    sentence: str


@dataclass(frozen=True)
class Component:
    """A file of a shared domain. file: its path below its folder; imported_by: files outside the domain."""

    file: str
    path: str
    layer: str
    purpose: str
    exports: tuple[str, ...]
    imported_by: int


@dataclass(frozen=True)
class Folder:
    """A first-level folder of a shared domain, and the files outside the domain that import from it."""

    name: str
    components: tuple[Component, ...]
    imported_by: int
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Consumer:
    """What one domain takes from a shared one; domain: "" for modules that belong to none."""

    domain: str
    files: tuple[str, ...]
    names: tuple[str, ...]
    folders: tuple[str, ...]
    layers: tuple[str, ...]


@dataclass(frozen=True)
class Obligation:
    """How far a subject does what a `require` law asks: the state in words, and the files or modules that show it."""

    law: str
    line: int
    subject: str
    state: str
    is_met: bool
    shown_by: tuple[str, ...]


@dataclass(frozen=True)
class Shared:
    """A domain that others are meant to use; reasons: the laws that make it one."""

    name: str
    package: str
    reasons: tuple[str, ...]
    folders: tuple[Folder, ...]
    consumers: tuple[Consumer, ...]
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True)
class CodePattern:
    """What stands in a file that should not, or the other way round: code where it can be shown as such."""

    text: str
    count: int
    is_code: bool


@dataclass(frozen=True)
class DuplicateOrigin:
    """What a duplicate is a copy of; differs: functions without a twin in the other file."""

    owner: str
    similarity: float
    differs: tuple[str, ...]
    imported_by: int


@dataclass(frozen=True)
class Gap:
    """The findings of one law in one file. home: its axis values in words; file: its path below its domain's folder."""

    path: str
    home: str
    file: str
    layer: str
    law: str
    severity: Severity
    count: int
    new: int
    lines: tuple[int, ...]
    patterns: tuple[CodePattern, ...]
    copy: DuplicateOrigin | None = None


@dataclass(frozen=True)
class FixAsCode:
    """A fix as code."""

    before: str
    after: str


@dataclass(frozen=True)
class BrokenLaw:
    """One law with the findings under it; fix: what satisfies all of them."""

    law: str
    line: int
    severity: Severity
    findings: int
    files: int
    because: str
    fix: str
    change: FixAsCode | None = None


@dataclass(frozen=True)
class GapGroup:
    """One category of gaps; the gaps of the worst law first."""

    key: str
    title: str
    tally: Tally
    laws: tuple[BrokenLaw, ...]
    gaps: tuple[Gap, ...]


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
class Waived:
    """A finding that counts nowhere, for the law says who answers for it, why, and until which day (ISO 8601)."""

    path: str
    line: int
    law: str
    message: str
    reason: str
    owner: str
    until: str


@dataclass(frozen=True)
class Review:
    """The whole review; topology: the name of the law's file.

    stale: known findings that are fixed and that the baseline still lists.
    """

    name: str
    topology: str
    outcome: str
    laws: int
    total: Tally
    stale: int
    waived: tuple[Waived, ...]
    ledger: Ledger
    shared: tuple[Shared, ...]
    groups: tuple[GapGroup, ...]
    advice: tuple[Advice, ...]
    plan: WorkPlan
