"""Two revisions of a code base compared, ready to be reported in any format."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from import_conformance.model.base.law import LawEffect
from import_conformance.model.changes.comparing import MatchedFindings, Moves
from import_conformance.model.changes.law_changes import LawChange
from import_conformance.model.codebase import Codebase, Fate
from import_conformance.model.finding import Finding, State
from import_conformance.model.locate import Locate, as_is
from import_conformance.model.structure.structure import Dependency, Structure
from import_conformance.model.topology import Problem, Severity
from import_conformance.model.verdict import KnownFinding, Verdict


class Judge(StrEnum):
    """Whose law judges the code: that of the later revision, that of the earlier one, or each revision its own."""

    HEAD = "head"
    BASE = "base"
    OWN = "own"


# The length of an abbreviated commit hash, in characters.
LETTERS = 12


@dataclass(frozen=True)
class Side:
    """One of the two revisions.

    Attributes:
        commit: The whole hash; "" for the work tree.
        figures: Numbers by name, in the order in which they are shown.
        locate: From a path below the source root to one from the top of the repository.
        problems: Where the law that judged it matches nothing in it.
        unread: Submodules that the clone does not contain.
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
        """The name, followed by the beginning of the hash unless the name is one."""
        if not self.commit or self.commit.startswith(self.name):
            return self.name
        return f"{self.name} ({self.commit[:LETTERS]})"


@dataclass(frozen=True)
class DependencyChange:
    """An edge between two parts that was added, removed or has another number of statements.

    Where a revision has no such edge, its side is an edge without statements.
    """

    source: str
    target: str
    before: Dependency
    later: Dependency

    @property
    def statements(self) -> tuple[int, int]:
        """The number of import statements before and later."""
        return self.before.statements, self.later.statements

    @property
    def divergences(self) -> tuple[int, int]:
        """The number of those that the law does not allow, before and later."""
        return self.before.divergences, self.later.divergences

    @property
    def laws(self) -> tuple[str, ...]:
        """The laws that are broken here later, or were before where the edge is gone."""
        return self.later.laws if self.later.statements else self.before.laws


@dataclass(frozen=True)
class DebtChange:
    """What the baseline gained and lost under one law.

    Attributes:
        is_new: Whether only the later side has the law, so that no existing debt was forgiven.
    """

    law: str
    gained: int
    lost: int
    reasons: tuple[str, ...] = ()
    is_new: bool = False


@dataclass(frozen=True)
class LawDelta:
    """How the law itself differs between the two revisions.

    Attributes:
        fixed: Whether one law, given from outside, judges both.
        unavailable_reason: Why the laws cannot be compared; "" when they can.
        hidden: What only the earlier law finds in the later code.
        hidden_new: Those of them that the earlier code does not have.
        revealed: What only the later law finds in the later code.
        unplaced: Modules of the later code that only the earlier law gives a place.
        is_unknown: Whether both laws exist, but it could not be determined what their difference hides.
        locate: From paths of the hidden findings to those from the top of the repository, because the two laws may read
            different files.
    """

    fixed: bool = False
    unavailable_reason: str = ""
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
        """True when the law forgives more or hides something, or the baseline tolerates more."""
        return (
            bool(self.hidden or self.unplaced)
            or any(change.effect is LawEffect.LOOSENED for change in self.changes)
            or any(debt.gained and not debt.is_new for debt in self.debt)
        )

    def of(self, effect: LawEffect) -> tuple[LawChange, ...]:
        """Return the changes with one effect."""
        return tuple(change for change in self.changes if change.effect is effect)


@dataclass(frozen=True)
class Comparison:
    """Everything that is reported about two revisions.

    Attributes:
        code: The directory of the repository that stands in for the source roots; "" when none does.
        topology: The path of the topology in the repository, or as it was given where it lies elsewhere.
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

    @property
    def edge_groups(self) -> tuple[tuple[DependencyChange, ...], ...]:
        """The edges that were added, those that were removed, and those with other numbers."""
        added = tuple(edge for edge in self.edges if not edge.before.statements)
        removed = tuple(edge for edge in self.edges if not edge.later.statements)
        return added, removed, tuple(edge for edge in self.edges if all(edge.statements))


def dependency_changes(before: Structure, later: Structure) -> tuple[DependencyChange, ...]:
    """Return the edges between different parts that differ, in the order of the later structure."""
    old, new = ({(b.source, b.target): b for b in s.bonds if _is_edge(b)} for s in (before, later))
    none = {pair: Dependency(*pair) for pair in (*new, *old)}
    found = (DependencyChange(*pair, old.get(pair, none[pair]), new.get(pair, none[pair])) for pair in none)
    return tuple(change for change in found if _amounts(change.before) != _amounts(change.later))


def _is_edge(bond: Dependency) -> bool:
    return bond.source != bond.target and bond.statements > 0


def _amounts(edge: Dependency) -> tuple[int, int]:
    return edge.statements, edge.divergences


def figures(verdict: Verdict, codebase: Codebase, structure: Structure) -> Mapping[str, int]:
    """Return the numbers that are shown for a revision, in their order.

    `edges between parts` are pairs of parts of which one imports the other; `imports between parts` are their
    statements.
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
    """Yield what the baseline gained and lost, law by law; `renamed` maps fingerprints of moved findings."""
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
