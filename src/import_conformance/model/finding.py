"""A finding: one breach of one law at one place, as a value that rules return and reporters print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

from import_conformance.model.topology import Severity


class Kind(StrEnum):
    """What a finding is about."""

    DIVERGENCE = "divergence"
    ABSENCE = "absence"
    DUPLICATE = "duplicate"
    UNRESOLVED = "unresolved"
    SHADOWED = "shadowed"
    UNPARSABLE = "unparsable"
    UNDECLARED = "undeclared"
    UNPLACED = "unplaced"
    CALL = "call"
    SYMBOL = "symbol"
    WRITE = "write"
    NAME = "name"
    HEADER = "header"
    CYCLE = "cycle"
    CONFIGURATION = "configuration"
    CUSTOM = "custom"
    AMBIGUOUS = "ambiguous"
    AT_FAULT = "at-fault"


class State(StrEnum):
    """Whether the baseline knows a finding."""

    NEW = "new"
    KNOWN = "known"


class Confidence(StrEnum):
    """How sure the tool is that a finding is what it says."""

    CERTAIN = "certain"
    LIKELY = "likely"


@dataclass(frozen=True)
class Related:
    """Another place that a finding speaks of; root: as for a finding."""

    path: str
    line: int
    module: str
    note: str
    root: str = ""


@dataclass(frozen=True)
class Finding:
    """One breach.

    law, rule, severity, law_line: what was breached and where the topology says so.
    subject: whom the law was applied to, as in pytest ids ("policies"); "" when the law has one subject.
    path, line, column: where to look, relative to the source root; line 1 where a whole file is meant. Of a finding
    about the law itself (`Kind.AT_FAULT`) the path is "", and line and column are those of the topology.
    identity: what tells this finding from others of the same law in the same file, without line numbers.
    message: what was found; because: why the law exists; fix: how to satisfy it.
    details: further keys for machines, by kind (`imported`, `owner`, `witness`...).
    root: the source root that the path lies below, "" where there is only one.
    """

    law: str
    rule: str
    kind: Kind
    severity: Severity
    law_line: int
    path: str
    line: int
    column: int
    module: str
    identity: str
    message: str
    subject: str = ""
    layer: str = ""
    axes: Mapping[str, str] = field(default_factory=dict)
    because: str = ""
    fix: str = ""
    confidence: Confidence = Confidence.CERTAIN
    related: tuple[Related, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)
    state: State = State.NEW
    root: str = ""

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that survive shifted lines; equal for repeats of one breach within a file."""
        text = "\0".join((self.law, self.kind, self.path, self.identity))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    @property
    def order(self) -> tuple[int, str, int, int, str, str]:
        """Sort key: worst first, then by place."""
        return self.severity.rank, self.path, self.line, self.column, self.law, self.identity
