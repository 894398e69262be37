"""What the formats for machines share: where a finding is in the repository, what is said of it, which one it is."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.locate import Locate, as_is
from import_conformance.model.topology import Severity

TOOL = "import-conformance"
ERROR, WARNING, NOTE = "error", "warning", "note"
LEVELS = {Severity.CRITICAL: ERROR, Severity.HIGH: ERROR, Severity.MEDIUM: WARNING, Severity.LOW: NOTE}


def _as_counted(finding: Finding) -> int:
    return finding.column


@dataclass(frozen=True)
class Spot:
    """A place in the repository. path: from its top; line and column from 1, the column in bytes of UTF-8."""

    path: str
    line: int
    column: int = 1


@dataclass(frozen=True)
class Surroundings:
    """What a format is told besides the verdict.

    version: this tool's. topology: the file of the law, from the top of the repository. files: those on disk, below
    their source roots. source: shows a path below a source root from the top of the repository.
    pages: the page of each rule that has one, as Markdown, by the name of the rule.
    characters: the column of a finding in characters, where its own counts bytes.
    reasons: why a known finding is tolerated, by its fingerprint.
    browse: the address below which the code host shows the files of this revision; "" where none is known.
    """

    version: str
    topology: str
    files: frozenset[str]
    source: Locate = as_is
    pages: Mapping[str, str] = field(default_factory=dict)
    characters: Callable[[Finding], int] = _as_counted
    reasons: Mapping[str, str] = field(default_factory=dict)
    browse: str = ""

    def spot(self, finding: Finding) -> Spot:
        """Where a finding is shown: in its file, or at its law where no file is to blame for what is missing."""
        if finding.path in self.files:
            return Spot(self.source(finding.path, finding.root), max(finding.line, 1), max(finding.column, 1))
        if finding.kind is Kind.AT_FAULT:
            return Spot(self.topology, finding.line, finding.column)
        return Spot(self.topology, max(finding.law_line, 1))

    def spot_in_characters(self, finding: Finding) -> Spot:
        """The same, with the column counted in characters."""
        spot = self.spot(finding)
        is_code = spot.column > 1 and finding.kind is not Kind.AT_FAULT
        return replace(spot, column=self.characters(finding)) if is_code else spot

    def related(self, finding: Finding) -> tuple[tuple[Related, Spot], ...]:
        """The other places that a finding speaks of, as far as there are files."""
        return tuple(
            (other, Spot(self.source(other.path, other.root), max(other.line, 1)))
            for other in finding.related
            if other.path in self.files
        )


def told_apart(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with a name that no other has and that survives shifted lines: `fingerprint:occurrence`.

    Code hosts drop the second of two results of one name, and a breach may be repeated within a file.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield finding, f"{finding.fingerprint}:{seen[finding.fingerprint]}"


def sentences(finding: Finding) -> str:
    """What was found, why it matters, what to do, as sentences in one line."""
    parts = (finding.message, _labelled("Why", finding.because), _labelled("Fix", finding.fix))
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""
