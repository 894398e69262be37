"""What the HTML report is made of: one verdict, seen as a review, as a structure, and finding by finding."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from import_conformance.model.answers.work import WorkPlan
from import_conformance.model.by_key import by_key
from import_conformance.model.codebase import Codebase
from import_conformance.model.finding import Finding
from import_conformance.model.structure.naming import Naming
from import_conformance.model.structure.outline import Outline, outline
from import_conformance.model.structure.structure import Structure, ends, structure
from import_conformance.model.topology import Topology
from import_conformance.model.verdict import Verdict
from import_conformance.reviewing.categories import category_of, category_of_rule
from import_conformance.reviewing.content import review
from import_conformance.reviewing.values import BrokenLaw, Review

Excerpts = Mapping[tuple[str, int], str]
"""Lines of source by (path, line)."""

Functions = Mapping[tuple[str, str], Sequence[str]]
"""The lines of functions by (path, name)."""


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with its place in the structure.

    Attributes:
        part: The number of the part that the finding is about, -1 for none.
        bond: The numbers of source and target where the finding is about an import within the code.
        domain: "" for none.
        code: The line of source, "" where the finding is about no line or the line could not be read.
    """

    finding: Finding
    part: int
    bond: tuple[int, int] | None
    domain: str
    code: str


@dataclass(frozen=True)
class PageContent:
    """Everything that the page shows.

    Attributes:
        axis: The name of the axis whose values are domains, "" without any.
        functions: The functions in which duplicates differ.
    """

    topology: Topology
    verdict: Verdict
    report: Review
    structure: Structure
    findings: tuple[PlacedFinding, ...]
    axis: str
    functions: Functions = field(default_factory=dict)

    @cached_property
    def outline(self) -> Outline:
        """Return the structure as rows of a matrix."""
        return outline(self.structure)

    @cached_property
    def findings_between(self) -> Mapping[tuple[int, int], int]:
        """Count the findings about the imports between any two rows of the outline."""
        rows = by_key((part, number) for number, row in enumerate(self.outline.rows) for part in row.held)
        pairs = [each.bond for each in self.findings if each.bond]
        return Counter((source, target) for one, other in pairs for source in rows[one] for target in rows[other])

    @property
    def judged_share(self) -> int | None:
        """Return how many imports in a hundred some law permits or forbids: 100 only if all, None without imports."""
        total = sum(bond.statements for bond in self.structure.bonds)
        unjudged = sum(bond.unjudged for bond in self.structure.bonds)
        return 100 * (total - unjudged) // total if total else None

    @property
    def worst_laws(self) -> list[BrokenLaw]:
        """Return the broken laws, those whose findings weigh most first."""
        return sorted(
            (law for group in self.report.groups for law in group.laws),
            key=lambda law: (law.severity.rank, -law.findings, law.law),
        )

    @property
    def fixed_by_category(self) -> Mapping[str, int]:
        """Count the fixed findings that the baseline still lists, by the category of their law, "" for dropped laws."""
        categories = {law.id: category_of_rule(law.rule).key for law in self.verdict.laws}
        categories |= {finding.law: category_of(finding).key for finding in self.verdict.findings}
        fixed: Counter[str] = Counter()
        for entry in self.verdict.stale:
            fixed[categories.get(entry.known.law, "")] += entry.fixed
        return fixed


@dataclass(frozen=True)
class ShownSource:
    """What the page shows of the code itself: lines with findings, and functions in which duplicates differ."""

    lines: Excerpts = field(default_factory=dict)
    functions: Functions = field(default_factory=dict)


def page_content(
    topology: Topology, codebase: Codebase, verdict: Verdict, source: ShownSource, work: WorkPlan
) -> PageContent:
    """Put together what the page shows. The code base must have the facts of `Wanted(headers=True)`."""
    cells = structure(topology, codebase, verdict.findings)
    axis = next(iter(topology.axis_names), "")
    placed = _placed(topology, codebase, verdict, cells, source.lines)
    reviewed = review(topology, codebase, verdict, work)
    return PageContent(topology, verdict, reviewed, cells, placed, axis, source.functions)


def _placed(
    topology: Topology, codebase: Codebase, verdict: Verdict, cells: Structure, excerpts: Excerpts
) -> tuple[PlacedFinding, ...]:
    numbers = {part.key: number for number, part in enumerate(cells.parts)}
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
