"""Answers to questions about code as it might be: what to cut, and what a change would do."""

from dataclasses import dataclass

from import_conformance.model.answers.explanation import ExplainedImport
from import_conformance.model.answers.remedy import CodeChange
from import_conformance.model.finding import Finding
from import_conformance.model.structure.structure import Dependency
from import_conformance.model.topology import Problem


@dataclass(frozen=True)
class SimulatedOutcome:
    """What the whole law says of a changed copy of the code base, against what it says of the code as it is.

    gone, brought: findings, worst first; kept: how many are there before and after. problems: what would be wrong with
    the law itself, such as a pattern that matches nothing any more.
    """

    gone: tuple[Finding, ...]
    brought: tuple[Finding, ...]
    kept: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Cut:
    """Import statements without which something is over. what: that something, in words.

    steps: the statements, () when nothing need be cut, or nothing can be. hindrance: a chain or circle of imports that
    the law sanctions, because of which there is no cut that spares all such; () when there is one. how: in words, why
    fewer would not do.
    """

    what: str
    steps: tuple[ExplainedImport, ...]
    hindrance: tuple[ExplainedImport, ...] = ()
    how: str = ""


@dataclass(frozen=True)
class CutPlan:
    """What to cut for a law, or for one end not to reach the other; changes: for a law that asks for something else."""

    question: str
    cuts: tuple[Cut, ...]
    outcome: SimulatedOutcome
    changes: tuple[CodeChange, ...] = ()

    @property
    def statements(self) -> int:
        """How many import statements are to be cut."""
        return sum(len(cut.steps) for cut in self.cuts)


@dataclass(frozen=True)
class MovedPart:
    """A module that would have another name; the places in words, "" for none. name: its new name."""

    module: str
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class DependencyDelta:
    """What lies between two parts, before and after; None where there is nothing."""

    before: Dependency | None
    after: Dependency | None


@dataclass(frozen=True)
class WhatIfResult:
    """What some changes would do. changes: they themselves, in words; statements: imports rewritten or gone."""

    changes: tuple[str, ...]
    statements: int
    outcome: SimulatedOutcome
    resettled: tuple[MovedPart, ...]
    bonds: tuple[DependencyDelta, ...]
