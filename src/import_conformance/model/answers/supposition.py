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
        gone: The findings that the change fixes, worst first.
        brought: The findings that it introduces, worst first.
        kept: The number of findings that exist before and after.
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
        what: What ends, as a phrase.
        steps: The statements; () when nothing needs to be cut, or nothing can be.
        hindrance: A chain or cycle of imports that the law permits, because of which no cut spares all such imports; ()
            when a cut exists.
        how: Why fewer statements would not do, as a phrase.
    """

    what: str
    steps: tuple[ExplainedImport, ...]
    hindrance: tuple[ExplainedImport, ...] = ()
    how: str = ""


@dataclass(frozen=True)
class CutPlan:
    """What to cut to satisfy a law, or so that one end does not reach the other.

    Attributes:
        question: What was asked.
        cuts: The imports to cut.
        outcome: What the cuts would do.
        changes: The changes, for a law that requires something other than cuts.
    """

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
    """A module that would have another name.

    Attributes:
        module: Its name today.
        name: Its new name.
        before: Its place today, in words; "" for none.
        after: Its new place, in words; "" for none.
    """

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
    """What some changes would do.

    Attributes:
        changes: The changes, in words.
        statements: The number of import statements that are rewritten or removed.
        outcome: The findings before and after.
        moved: The modules that get another name.
        bonds: The dependencies between parts that differ.
    """

    changes: tuple[str, ...]
    statements: int
    outcome: SimulatedOutcome
    moved: tuple[MovedPart, ...]
    bonds: tuple[DependencyDelta, ...]
