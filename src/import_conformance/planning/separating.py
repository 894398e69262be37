"""The fewest import statements to cut, so that one end does not reach the other or that a law is kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from import_conformance.model.answers.explanation import Endpoint
from import_conformance.model.answers.remedy import CodeChange, RemoveImport
from import_conformance.model.answers.supposition import Cut, CutPlan, SimulatedOutcome
from import_conformance.model.base.law import EVERYTHING
from import_conformance.model.codebase import Import
from import_conformance.model.language.phrases import enumerated
from import_conformance.model.laws.kinds import KINDS
from import_conformance.model.topology import Acyclic, Forbid
from import_conformance.planning.altering import altered
from import_conformance.planning.remedies import RemedyBuilder
from import_conformance.planning.simulation import SimulatedState, judged, new_names, outcome
from import_conformance.planning.statements import Arc, ByArc, Statements
from import_conformance.rules.acyclic import between, part_of
from import_conformance.rules.shared.base import Case

EACH = "each of them breaks the law by itself"
# Rules whose findings are import statements that must go, one and all.
BY_STATEMENT = frozenset(rule for kind in KINDS if kind.by_import for rule in kind.rules)
Piece = tuple[Cut, Sequence[Import]]


class SharedEndError(ValueError):
    """The two ends of a question have modules in common; the message names one."""


@dataclass(frozen=True)
class Cutter:
    """Cuts imports in a copy of a code base.

    Attributes:
        state: The code as it is.
        statements: Those that may be cut.
    """

    state: SimulatedState
    statements: Statements

    @property
    def _case(self) -> Case:
        return self.statements.case

    def apart(self, source: Endpoint, target: Endpoint) -> CutPlan:
        """Find what to cut so that the source no longer reaches the target, neither directly nor through others.

        Raises:
            SharedEndError: When a module is part of both.
        """
        shared = sorted({*source.modules} & {*target.modules})
        if shared:
            raise SharedEndError(f"{shared[0]} is part of both {source.text} and {target.text}: nothing can part them")
        outside = (target.text,) if target.external else ()
        piece = self._no_path(target.text, source.modules, target.modules, outside)
        return self._plan(f"{source.title} -> {target.title}", [piece])

    def through_others(self, law: Forbid) -> CutPlan:
        """Find what to cut so that a law is kept through other modules, too."""
        select = self._case.select
        sources, targets = select.any_of(law.sources), select.any_of(law.targets)
        names = enumerated((*(each.text for each in law.targets), *(each.text for each in law.externals)), 9)
        outside = [external.name for external in law.externals if external.name != EVERYTHING]
        if len(outside) < len(law.externals):
            outside = sorted({edge.imported.partition(".")[0] for edge in self._case.codebase.externals})
        piece = self._no_path(names, sorted(sources - targets), sorted(targets), outside)
        return self._plan(f"{law.id}, through others, too", [piece])

    def law(self, law: str, rule: str) -> CutPlan:
        """Find what to cut, or to change, for one law to be kept.

        Args:
            law: Its id.
            rule: What judges it.
        """
        acyclic = next((each for each in self._case.topology.of(Acyclic) if each.id == law), None)
        if rule == "acyclic" and acyclic:
            return self._plan(law, list(self._cycles(acyclic)))
        findings = [finding for finding in self.state.findings if (finding.law, finding.rule) == (law, rule)]
        if rule not in BY_STATEMENT:
            changes = RemedyBuilder(self._case).changes(findings)
            return CutPlan(law, (), self._outcome(changes), changes)
        places = {(finding.path, finding.line, finding.identity) for finding in findings}
        codebase = self._case.codebase
        edges = (*codebase.imports, *codebase.externals)
        gone = [edge for edge in edges if (codebase.paths[edge.importer], edge.line, edge.imported) in places]
        return self._plan(law, [(Cut(f"every breach of {law}", self.statements.steps(gone), how=EACH), gone)])

    def _no_path(self, goal: str, sources: Sequence[str], targets: Sequence[str], outside: Sequence[str]) -> Piece:
        from import_conformance.model.graphs.cutting import least_cut, shortest_way

        arcs = self.statements.by_arc(outside)
        ends = sources, (*targets, *outside)
        barred = self.statements.barred(arcs)
        cut = least_cut(_weights(arcs), ends, barred, self.statements.spared(arcs))
        what = f"every way to {goal}"
        if cut is None:
            return Cut(what, (), self.statements.along(arcs, shortest_way(barred, ends))), ()
        gone = [edge for arc in cut for edge in arcs[arc]]
        return Cut(what, self.statements.steps(gone), (), self._why(len(gone))), gone

    def _why(self, number: int) -> str:
        """Explain why fewer statements would not do (Menger 1927)."""
        but = " but such as may not be cut" if self.statements.spare_legal else ""
        return f"{number} chains of imports lead there that share no statement{but}" if number > 1 else ""

    def _cycles(self, law: Acyclic) -> Iterator[Piece]:
        """Find what to cut so that no cycle is left between the parts that a law compares."""
        from import_conformance.model.graphs.cutting import EXACT_UP_TO, find_cycle_among, find_cycles

        arcs = between(self._case, law, part_of(self._case, law))
        barred = self.statements.barred(arcs)
        for cycle in find_cycles(_weights(arcs), barred):
            what = f"the cycle of {enumerated(cycle.parts, 9)}"
            ring = find_cycle_among({arc for arc in barred if {*arc} <= {*cycle.parts}})
            if ring:
                yield Cut(what, (), self.statements.along(arcs, (*ring, ring[0]))), ()
            else:
                gone = [edge for arc in cycle.cut for edge in arcs[arc]]
                how = f"no smaller set {'opens it' if len(cycle.parts) <= EXACT_UP_TO else 'was found'}"
                yield Cut(what, self.statements.steps(gone), (), how), gone

    def _plan(self, question: str, pieces: Sequence[Piece]) -> CutPlan:
        paths = self._case.codebase.paths
        gone = [edge for _, edges in pieces for edge in edges]
        changes = [RemoveImport(paths[e.importer], e.importer, e.line, e.imported, e.names) for e in gone]
        return CutPlan(question, tuple(cut for cut, _ in pieces), self._outcome(changes))

    def _outcome(self, changes: Iterable[CodeChange]) -> SimulatedOutcome:
        every = tuple(changes)
        return outcome(self.state, judged(altered(self.state.session, every)), new_names(every))


def _weights(arcs: ByArc) -> dict[Arc, int]:
    return {arc: len(found) for arc, found in arcs.items()}
