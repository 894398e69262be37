"""The import statements of a code base as edges of a graph, and what the law says of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Statements that may be cut.

    spare_legal: never cut what the law sanctions or does not speak of. kinds: the imports that count.
    """

    case: Case
    spare_legal: bool
    kinds: frozenset[ImportKind]

    @cached_property
    def _rulings(self) -> Rulings:
        return Rulings(self.case)

    def by_arc(self, outside: Iterable[str] = ()) -> ByArc:
        """The statements behind each pair of modules; all that reaches a package from outside ends in its name."""
        arcs: dict[Arc, list[Import]] = {}
        for edge in self.case.codebase.imports:
            if edge.kind in self.kinds and edge.importer != edge.imported:
                arcs.setdefault((edge.importer, edge.imported), []).append(edge)
        for package in outside:
            for edge in reaching(self.case.codebase.externals, package):
                if edge.kind in self.kinds:
                    arcs.setdefault((edge.importer, package), []).append(edge)
        return arcs

    def is_sanctioned(self, edge: Import) -> bool:
        """True when the law allows an import, or does not speak of it."""
        return self._rulings(edge.importer, edge.imported, edge.kind).allowed is not False

    def spared(self, arcs: ByArc) -> dict[Arc, int]:
        """How many statements of each edge the law sanctions."""
        return {arc: sum(map(self.is_sanctioned, found)) for arc, found in arcs.items()}

    def barred(self, arcs: ByArc) -> set[Arc]:
        """The edges that may not be cut: those with a statement that is spared."""
        return {arc for arc, number in self.spared(arcs).items() if number} if self.spare_legal else set()

    def along(self, arcs: ByArc, nodes: Sequence[str]) -> tuple[ExplainedImport, ...]:
        """A sanctioned statement for each edge of a way."""
        return self.steps(next(filter(self.is_sanctioned, arcs[arc])) for arc in pairwise(nodes))

    def steps(self, edges: Iterable[Import]) -> tuple[ExplainedImport, ...]:
        """Statements with what the law says of each."""
        return tuple(map(self._step, edges))

    def _step(self, edge: Import) -> ExplainedImport:
        ruling = self._rulings(edge.importer, edge.imported, edge.kind)
        path = self.case.codebase.paths[edge.importer]
        return ExplainedImport(edge.importer, edge.imported, path, edge.line, edge.kind, ruling)


def reaching(externals: Iterable[Import], package: str) -> Iterator[Import]:
    """The imports of a package from outside, of something in it, or of one of its modules by name."""
    return (edge for edge in externals if reaches(edge, package))
