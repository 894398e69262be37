"""Answers to what-if questions: what to cut, and what a change would do."""

from dataclasses import dataclass

from import_conformance.model.answers.explanation import ExplainedImport
from import_conformance.model.answers.remedy import CodeChange
from import_conformance.model.finding import Finding
from import_conformance.model.structure.structure import Dependency
from import_conformance.model.topology import Problem


@dataclass(frozen=True)
class SimulatedOutcome:
    """The findings in a changed copy of the code base, compared with those in the code as it is.

    Attributes:
        problems: What would be wrong with the topology, such as a pattern that matches nothing any more.
    """

    gone: tuple[Finding, ...]
    brought: tuple[Finding, ...]
    kept: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Cut:
    """Import statements to remove so that something ends.

    Attributes:
        hindrance: A chain or cycle of imports that the law permits, because of which no cut spares all such imports; ()
            when a cut exists.
    """

    what: str
    steps: tuple[ExplainedImport, ...]
    hindrance: tuple[ExplainedImport, ...] = ()
    how: str = ""


@dataclass(frozen=True)
class CutPlan:
    """What to cut to satisfy a law, or to separate two ends; `changes` are for a law that requires something else."""

    question: str
    cuts: tuple[Cut, ...]
    outcome: SimulatedOutcome
    changes: tuple[CodeChange, ...] = ()

    @property
    def statements(self) -> int:
        """The number of import statements to be cut."""
        return sum(len(cut.steps) for cut in self.cuts)


@dataclass(frozen=True)
class MovedPart:
    """A module that would have another name; its places are in words, "" for none."""

    module: str
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class DependencyDelta:
    """The imports between two parts before and after; None where there are none."""

    before: Dependency | None
    after: Dependency | None


@dataclass(frozen=True)
class WhatIfResult:
    """What some changes (in words) would do; `statements` counts the import statements that they rewrite or remove."""

    changes: tuple[str, ...]
    statements: int
    outcome: SimulatedOutcome
    moved: tuple[MovedPart, ...]
    bonds: tuple[DependencyDelta, ...]
