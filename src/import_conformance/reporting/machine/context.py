"""What the formats for machines share: the place of a finding in the repository, its sentences, its name."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import NamedTuple

from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.locate import Locate, as_is
from import_conformance.model.structure.structure import Structure
from import_conformance.model.topology import Severity
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.view import View

TOOL = "import-conformance"
ERROR, WARNING, NOTE = "error", "warning", "note"
LEVELS = {Severity.CRITICAL: ERROR, Severity.HIGH: ERROR, Severity.MEDIUM: WARNING, Severity.LOW: NOTE}


@dataclass(frozen=True)
class Location:
    """A place in the repository.

    Attributes:
        path: Relative to the top of the repository.
        line: From 1.
        column: From 1, in bytes of UTF-8.
    """

    path: str
    line: int
    column: int = 1


@dataclass(frozen=True)
class ReportContext:
    """What a format needs besides the verdict.

    Attributes:
        version: The version of this tool.
        topology: The path of the topology file, from the top of the repository.
        files: The files on disk, below their source roots.
        source: Turns a path below a source root into one from the top of the repository.
        pages: The page of each rule that has one, as Markdown, by the name of the rule.
        characters: Gets the column of a finding in characters, because its own counts bytes.
        reasons: Why a known finding is tolerated, by its fingerprint.
        browse: The address below which the code host shows the files of this revision, "" where none is known.
    """

    version: str
    topology: str
    files: frozenset[str]
    source: Locate = as_is
    pages: Mapping[str, str] = field(default_factory=dict)
    characters: Callable[[Finding], int] = attrgetter("column")
    reasons: Mapping[str, str] = field(default_factory=dict)
    browse: str = ""

    def location(self, finding: Finding) -> Location:
        """Return where a finding is shown: in its file, or at its law where no file is to blame."""
        if finding.path in self.files:
            return Location(self.source(finding.path, finding.root), max(finding.line, 1), max(finding.column, 1))
        if finding.kind is Kind.AT_FAULT:
            return Location(self.topology, finding.line, finding.column)
        return Location(self.topology, max(finding.law_line, 1))

    def location_in_characters(self, finding: Finding) -> Location:
        """Return the same, with the column counted in characters."""
        location = self.location(finding)
        is_code = location.column > 1 and finding.kind is not Kind.AT_FAULT
        return replace(location, column=self.characters(finding)) if is_code else location

    def related(self, finding: Finding) -> tuple[tuple[Related, Location], ...]:
        """Return the other places of a finding that are in files."""
        return tuple(
            (other, Location(self.source(other.path, other.root), max(other.line, 1)))
            for other in finding.related
            if other.path in self.files
        )


class MachineReport(NamedTuple):
    """What a format renders.

    Attributes:
        view: Places of findings as people read them, and how many are listed.
        picture: Computes the structure of the code, by its first axis or by layer.
    """

    verdict: Verdict
    context: ReportContext
    view: View
    picture: Callable[[], Structure]


def uniquely_named(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a unique name that survives shifted lines: `fingerprint:occurrence`.

    Code hosts drop the second of two results of one name, and a breach may be repeated within a file.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield finding, f"{finding.fingerprint}:{seen[finding.fingerprint]}"


def sentences(finding: Finding) -> str:
    """Return what was found, why it matters, what to do and who answers for it, as sentences in one line."""
    why, fix, owner = (
        _labelled("Why", finding.because),
        _labelled("Fix", finding.fix),
        _labelled("Owner", finding.owner),
    )
    parts = (finding.message, why, fix, owner)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""
