"""The import statements of a code base as edges of a graph, with the ruling of the law on each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from import_conformance.explaining.edges import reaches
from import_conformance.explaining.ruling import Rulings
from import_conformance.model.answers.explanation import ExplainedImport
from import_conformance.model.codebase import Import
from import_conformance.model.topology import ImportKind
from import_conformance.rules.shared.base import Case

Arc = tuple[str, str]
ByArc = Mapping[Arc, Sequence[Import]]


@dataclass(frozen=True)
class Statements:
    """Import statements that may be cut.

    Attributes:
        spare_legal: Never cut what the law sanctions or what no law applies to.
        kinds: The imports that count.
    """

    case: Case
    spare_legal: bool
    kinds: frozenset[ImportKind]

    @cached_property
    def _rulings(self) -> Rulings:
        return Rulings(self.case)

    def by_arc(self, outside: Iterable[str] = ()) -> ByArc:
        """Return the statements behind each pair of modules.

        Args:
            outside: Packages outside the code base; an import of something in one leads to the package.
        """
        arcs: dict[Arc, list[Import]] = {}
        for edge in self.case.codebase.imports:
            if edge.kind in self.kinds and edge.importer != edge.imported:
                arcs.setdefault((edge.importer, edge.imported), []).append(edge)
        for package in outside:
            for edge in self.case.codebase.externals:
                if edge.kind in self.kinds and reaches(edge, package):
                    arcs.setdefault((edge.importer, package), []).append(edge)
        return arcs

    def is_sanctioned(self, edge: Import) -> bool:
        """Return whether the law allows an import, or no law applies to it."""
        return self._rulings(edge.importer, edge.imported, edge.kind).allowed is not False

    def spared(self, arcs: ByArc) -> dict[Arc, int]:
        """Return how many statements of each edge the law sanctions."""
        return {arc: sum(map(self.is_sanctioned, found)) for arc, found in arcs.items()}

    def barred(self, arcs: ByArc) -> set[Arc]:
        """Return the edges that may not be cut: those with a statement that is spared."""
        return {arc for arc, number in self.spared(arcs).items() if number} if self.spare_legal else set()

    def along(self, arcs: ByArc, nodes: Sequence[str]) -> tuple[ExplainedImport, ...]:
        """Return a sanctioned statement for each edge of a path."""
        return self.steps(next(filter(self.is_sanctioned, arcs[arc])) for arc in pairwise(nodes))

    def steps(self, edges: Iterable[Import]) -> tuple[ExplainedImport, ...]:
        """Return statements with the ruling of the law on each."""
        return tuple(map(self._step, edges))

    def _step(self, edge: Import) -> ExplainedImport:
        ruling = self._rulings(edge.importer, edge.imported, edge.kind)
        path = self.case.codebase.paths[edge.importer]
        return ExplainedImport(edge.importer, edge.imported, path, edge.line, edge.kind, ruling)
