"""Two revisions of a code base held against each other, ready to be told in any format."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.changes.comparing import MatchedFindings, Moves
from import_conformance.model.changes.law_changes import LawChange
from import_conformance.model.codebase import Codebase, Fate
from import_conformance.model.finding import Finding, State
from import_conformance.model.laws.fields import Effect
from import_conformance.model.locate import Locate, as_is
from import_conformance.model.structure.structure import Dependency, Structure
from import_conformance.model.topology import Problem, Severity
from import_conformance.model.verdict import KnownFinding, Verdict


class Judge(StrEnum):
    """Whose law judges the code: that of the later revision, of the earlier one, or of each its own."""

    HEAD = "head"
    BASE = "base"
    OWN = "own"


# So much of a hash is shown, and names its commit.
LETTERS = 12


@dataclass(frozen=True)
class Side:
    """One of the two revisions.

    name: as it was asked for. commit: its whole hash, "" for the work tree. figures: by name, in the order of telling.
    problems: where the law that judged it matches nothing in it. unread: submodules that the clone does not hold.
    locate: from a path below the source root to one from the top of the repository.
    """

    name: str
    commit: str
    verdict: Verdict
    figures: Mapping[str, int]
    locate: Locate
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The name, with the beginning of the hash where the name is another one."""
        if not self.commit or self.commit.startswith(self.name):
            return self.name
        return f"{self.name} ({self.commit[:LETTERS]})"


@dataclass(frozen=True)
class DependencyChange:
    """An edge between two parts that came, went or has another number of statements; None on the side without it."""

    source: str
    target: str
    before: Dependency | None
    later: Dependency | None

    @property
    def statements(self) -> tuple[int, int]:
        """Import statements before and later."""
        return (self.before.statements if self.before else 0), (self.later.statements if self.later else 0)

    @property
    def divergences(self) -> tuple[int, int]:
        """Those of them that the law does not allow."""
        return (self.before.divergences if self.before else 0), (self.later.divergences if self.later else 0)

    @property
    def laws(self) -> tuple[str, ...]:
        """The laws that are broken here later, or were before where there is no edge any more."""
        told = self.later or self.before
        return told.laws if told else ()


@dataclass(frozen=True)
class DebtChange:
    """What the baseline gained and lost, under one law.

    reasons: those given for what it gained. is_new: only the later side has the law, so that nothing was forgiven.
    """

    law: str
    gained: int
    lost: int
    reasons: tuple[str, ...] = ()
    is_new: bool = False


@dataclass(frozen=True)
class LawDelta:
    """How the law itself differs.

    fixed: one law, given from outside, judges both. untold: why the laws cannot be compared, "" when they can.
    is_unknown: both laws are there, but what their difference hides could not be found out.
    hidden: what only the earlier law finds in the later code; hidden_new: those of them that the earlier code has not;
    locate: from their paths to those from the top of the repository, for the two laws may read different files.
    revealed: what only the later law finds in the later code. unplaced: modules of the later code that only the earlier
    law gives a place.
    """

    fixed: bool = False
    untold: str = ""
    changes: tuple[LawChange, ...] = ()
    debt: tuple[DebtChange, ...] = ()
    hidden: tuple[Finding, ...] = ()
    hidden_new: tuple[Finding, ...] = ()
    revealed: tuple[Finding, ...] = ()
    unplaced: tuple[str, ...] = ()
    is_unknown: bool = False
    locate: Locate = as_is

    @property
    def is_loosened(self) -> bool:
        """True when the law forgives more or hides something, or the baseline knows what it did not."""
        return (
            bool(self.hidden or self.unplaced)
            or any(change.effect is Effect.LOOSENED for change in self.changes)
            or any(debt.gained and not debt.is_new for debt in self.debt)
        )

    def of(self, effect: Effect) -> tuple[LawChange, ...]:
        """The changes with one effect."""
        return tuple(change for change in self.changes if change.effect is effect)


@dataclass(frozen=True)
class Comparison:
    """Everything that is told of two revisions.

    code: the directory of the repository that stands in for the source roots, "" when none does.
    topology: the law's path in the repository, or as it was given where it lies elsewhere.
    """

    base: Side
    head: Side
    judge: Judge
    code: str
    topology: str
    matched: MatchedFindings
    moves: Moves
    edges: tuple[DependencyChange, ...]
    law: LawDelta

    def edges_that(self, came: bool) -> tuple[DependencyChange, ...]:
        """The edges that came, or those that went."""
        return tuple(edge for edge in self.edges if edge.statements[not came] == 0)

    @property
    def edges_grown(self) -> tuple[DependencyChange, ...]:
        """The edges that are on both sides, with other numbers."""
        return tuple(edge for edge in self.edges if all(edge.statements))


def dependency_changes(before: Structure, later: Structure) -> tuple[DependencyChange, ...]:
    """The edges between different parts that differ, in the order of the later structure, then of the earlier one."""
    old, new = ({(b.source, b.target): b for b in s.bonds if _is_edge(b)} for s in (before, later))
    found = (DependencyChange(*pair, old.get(pair), new.get(pair)) for pair in dict.fromkeys((*new, *old)))
    return tuple(change for change in found if _amounts(change.before) != _amounts(change.later))


def _is_edge(bond: Dependency) -> bool:
    return bond.source != bond.target and bond.statements > 0


def _amounts(bond: Dependency | None) -> tuple[int, int]:
    return (bond.statements, bond.divergences) if bond else (0, 0)


def figures(verdict: Verdict, codebase: Codebase, structure: Structure) -> Mapping[str, int]:
    """What can be counted of a revision, in the order of telling.

    `edges`: pairs of parts of which one imports the other; `coupling`: import statements that reach another part.
    """
    bonds = [bond for bond in structure.bonds if _is_edge(bond)]
    found = Counter(finding.severity for finding in verdict.findings)
    fates = {f"files {fate.replace('_', ' ')}": codebase.count(fate) for fate in Fate}
    return {
        "files": len(codebase.files),
        **{name: number for name, number in fates.items() if number or name == "files unplaced"},
        "modules": len(codebase.modules),
        "imports": len(codebase.imports),
        "edges between parts": len(bonds),
        "imports between parts": sum(bond.statements for bond in bonds),
        "of them against the law": sum(bond.divergences for bond in bonds),
        **{f"findings {severity}": found[severity] for severity in Severity},
        "findings": len(verdict.findings),
        "known debt": sum(finding.state is State.KNOWN for finding in verdict.findings),
        "waived": len(verdict.waived),
    }


def debt_changes(
    before: Iterable[KnownFinding],
    later: Iterable[KnownFinding],
    renamed: Mapping[str, str],
    new_laws: Collection[str] = (),
) -> Iterator[DebtChange]:
    """What the baseline gained and lost, law by law.

    renamed: the later fingerprint of findings that moved with their file, by the earlier one. new_laws: those that only
    the later side has.
    """
    old = {renamed.get(entry.fingerprint, entry.fingerprint): entry for entry in before}
    new = {entry.fingerprint: entry for entry in later}
    gained, lost = Counter[str](), Counter[str]()
    reasons: dict[str, set[str]] = {}
    for key in old.keys() | new.keys():
        had, has = (side[key].count if key in side else 0 for side in (old, new))
        law = (new.get(key) or old[key]).law
        gained[law] += max(0, has - had)
        lost[law] += max(0, had - has)
        if has > had:
            reasons.setdefault(law, set()).add(new[key].reason)
    for law in sorted(gained.keys() | lost.keys()):
        if gained[law] or lost[law]:
            yield DebtChange(
                law, gained[law], lost[law], tuple(sorted(reasons.get(law, set()) - {""})), law in new_laws
            )
