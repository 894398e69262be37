"""What a review says, part by part, as frozen values; every format prints them and adds nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.finding import Finding, State
from import_conformance.model.topology import Severity
from import_conformance.model.verdict import Ledger


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
        all_ = list(findings)
        by_severity = {severity.value: sum(each.severity is severity for each in all_) for severity in Severity}
        known = sum(each.state is not State.NEW for each in all_)
        return cls(len(all_), len({each.path for each in all_}), **by_severity, new=len(all_) - known, known=known)


@dataclass(frozen=True)
class Component:
    """A file of a shared domain.

    Attributes:
        file: The path below the folder.
        imported_by: How many files outside the domain import it.
    """

    file: str
    path: str
    layer: str
    purpose: str
    exports: tuple[str, ...]
    imported_by: int


@dataclass(frozen=True)
class Folder:
    """A first-level folder of a shared domain.

    Attributes:
        imported_by: How many files outside the domain import from it.
        domains: The domains of those files.
    """

    name: str
    components: tuple[Component, ...]
    imported_by: int
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Consumer:
    """What one domain imports from a shared one.

    Attributes:
        domain: "" for modules that belong to none.
    """

    domain: str
    files: tuple[str, ...]
    names: tuple[str, ...]
    folders: tuple[str, ...]
    layers: tuple[str, ...]


@dataclass(frozen=True)
class Obligation:
    """How far a subject does what a `require` law asks.

    Attributes:
        state: In words.
        shown_by: The paths of files that show the state.
    """

    law: str
    line: int
    subject: str
    state: str
    is_met: bool
    shown_by: tuple[str, ...]


@dataclass(frozen=True)
class Shared:
    """A domain that others are meant to use.

    Attributes:
        reasons: What makes it one, each with the id of a law at its end.
    """

    name: str
    package: str
    reasons: tuple[str, ...]
    folders: tuple[Folder, ...]
    consumers: tuple[Consumer, ...]
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True)
class CodePattern:
    """What a file holds and should not, or the other way round."""

    text: str
    count: int
    is_code: bool


@dataclass(frozen=True)
class DuplicateOrigin:
    """What a duplicate is a copy of.

    Attributes:
        owner: The path of the original.
        similarity: 0 to 1.
        differs: Functions without an equal one in the other file.
        imported_by: How many modules import the copy.
    """

    owner: str
    similarity: float
    differs: tuple[str, ...]
    imported_by: int


@dataclass(frozen=True)
class Gap:
    """The findings of one law in one file.

    Attributes:
        home: The axis values of the file, in words.
        file: The path below the folder of its domain.
        count: How many findings, of which `new` are not in the baseline.
    """

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

    @property
    def order(self) -> tuple[int, int, str, str]:
        """Return a key that sorts the gaps of one law, the worst first."""
        return self.severity.rank, -self.count, self.path, self.patterns[0].text


@dataclass(frozen=True)
class FixAsCode:
    """A fix as code: what is there, and what replaces it."""

    before: str
    after: str


@dataclass(frozen=True)
class BrokenLaw:
    """A law, and how many findings and files break it.

    Attributes:
        line: Of the law in the topology.
        fix: What to do about all findings.
        teams: Everybody who answers for one of the findings.
    """

    law: str
    line: int
    severity: Severity
    findings: int
    files: int
    because: str
    fix: str
    change: FixAsCode | None = None
    teams: tuple[str, ...] = ()


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
    """All actions in one domain, the most urgent first.

    Attributes:
        domain: "" outside all domains.
        folder: Where most files of the domain lie.
    """

    domain: str
    folder: str
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Waived:
    """A finding that counts nowhere, because the topology waives it.

    Attributes:
        owner: Who answers for it.
        until: The last day of the waiver (ISO 8601).
    """

    path: str
    line: int
    law: str
    message: str
    reason: str
    owner: str
    until: str


@dataclass(frozen=True)
class Review:
    """The whole review.

    Attributes:
        topology: The name of the topology file.
        laws: How many laws were applied.
        stale: How many known findings are fixed and still in the baseline.
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
