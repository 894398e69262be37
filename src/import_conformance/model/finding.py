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
    LIMIT = "limit"
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
    """Another place that a finding involves; `root` is as in `Finding`."""

    path: str
    line: int
    module: str
    note: str
    root: str = ""


@dataclass(frozen=True)
class Finding:
    """One breach of one law at one place.

    Attributes:
        law_line: The line of the topology that states the law, from 1.
        path: The file, relative to its source root; "" for a finding about the law itself (`Kind.AT_FAULT`).
        line: From 1; 1 where the whole file is meant. In the topology for a finding about the law itself.
        column: From 1; in the topology for a finding about the law itself.
        identity: Distinguishes it from other findings of the same law in the same file, without line numbers.
        subject: What the law was applied to, as in pytest ids ("policies"); "" when the law has one subject.
        layer: The layer of the module; "" for none.
        axes: The module's value on each axis.
        details: Further keys for machines, by kind (`imported`, `owner`, `witness`...).
        root: The source root that the path is relative to; "" where there is only one.
        owner: The team that answers for it: that of its law, else of its layer, else of CODEOWNERS; "" for none.
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
    owner: str = ""

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that survive shifted lines; equal for repeats of one breach within a file."""
        text = "\0".join((self.law, self.kind, self.path, self.identity))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    @property
    def order(self) -> tuple[int, str, int, int, str, str]:
        """Sort key: worst first, then by place."""
        return self.severity.rank, self.path, self.line, self.column, self.law, self.identity
