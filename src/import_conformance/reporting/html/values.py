"""What the page is made of: one verdict, seen as a review, as a structure, and finding by finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.model.structure.naming import Naming
from import_conformance.model.structure.structure import Structure, ends, structure
from import_conformance.model.topology import Topology
from import_conformance.model.verdict import Verdict
from import_conformance.reporting.html.outline import Outline, outline
from import_conformance.reviewing.content import review
from import_conformance.reviewing.values import Review

Excerpts = Mapping[tuple[str, int], str]
"""Lines of source by (path, line)."""

Functions = Mapping[tuple[str, str], Sequence[str]]
"""The lines of functions by (path, name)."""


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with its place in the structure.

    number: its place in the order of the verdict. part: the number of the part that it is about, -1 where there is
    none; bond: the numbers of source and target where it is about an import within the code. domain: "" for none.
    code: the line of source, "" where no line is meant or it could not be read.
    """

    finding: Finding
    part: int
    bond: tuple[int, int] | None
    domain: str
    code: str


@dataclass(frozen=True)
class Subject:
    """Everything that the page shows.

    axis: the name of the axis whose values are domains, "" without any. functions: those in which duplicates differ.
    """

    topology: Topology
    verdict: Verdict
    report: Review
    structure: Structure
    standings: tuple[PlacedFinding, ...]
    axis: str
    functions: Functions = field(default_factory=dict)

    @cached_property
    def outline(self) -> Outline:
        """The structure as rows of a matrix."""
        return outline(self.structure)


@dataclass(frozen=True)
class ShownSource:
    """What the page shows of the code itself: lines with findings, and functions in which duplicates differ."""

    lines: Excerpts = field(default_factory=dict)
    functions: Functions = field(default_factory=dict)


def subject(topology: Topology, codebase: Codebase, verdict: Verdict, source: ShownSource, work: WorkPlan) -> Subject:
    """Put together what the page shows.

    The code base must have the facts of `Wanted(headers=True, outline=True)`.
    """
    cells = structure(topology, codebase, verdict.findings)
    axis = next(iter(topology.axis_names), "")
    standings = _standings(topology, codebase, verdict, cells, source.lines)
    reviewed = review(topology, codebase, verdict, work)
    return Subject(topology, verdict, reviewed, cells, standings, axis, source.functions)


def _standings(
    topology: Topology, codebase: Codebase, verdict: Verdict, cells: Structure, excerpts: Excerpts
) -> tuple[PlacedFinding, ...]:
    numbers = {part.key: at for at, part in enumerate(cells.parts)}
    naming = Naming(topology, codebase, cells.by, 0)
    bonds = ends(topology, codebase, verdict.findings)
    return tuple(
        PlacedFinding(
            finding,
            numbers.get(bond[0] if bond else naming.of_finding(finding), -1),
            (numbers[bond[0]], numbers[bond[1]]) if bond else None,
            finding.subject,
            excerpts.get((finding.path, finding.line), ""),
        )
        for finding, bond in zip(verdict.findings, bonds, strict=True)
    )
