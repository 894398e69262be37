"""Entries that a baseline gained and lost, and edges between parts that were added and removed."""

from import_conformance.model.changes.comparison import DebtChange, DependencyChange, debt_changes, dependency_changes
from import_conformance.model.structure.structure import Dependency, Structure
from import_conformance.model.verdict import KnownFinding


def known(fingerprint: str, law: str, count: int = 1, reason: str = "") -> KnownFinding:
    """Return an entry of a baseline."""
    return KnownFinding(fingerprint, law, "a.py", "a calls f", count, reason)


def test_a_baseline_is_compared_with_its_predecessor_finding_by_finding() -> None:
    """One entry removed and one added are a gain and a loss, and an unchanged one is neither."""
    before = [known("1", "l"), known("2", "l", 3), known("3", "l")]
    later = [known("2", "l", 5, "until May"), known("3", "l"), known("4", "m", 1, "agreed")]

    assert list(debt_changes(before, later, {})) == [
        DebtChange("l", gained=2, lost=1, reasons=("until May",)),
        DebtChange("m", gained=1, lost=0, reasons=("agreed",)),
    ]


def test_debt_that_moved_with_its_file_is_the_same_debt() -> None:
    """It is recognised although its fingerprint changed."""
    assert list(debt_changes([known("1", "l")], [known("9", "l")], {"1": "9"})) == []


def test_added_removed_and_grown_edges_are_reported() -> None:
    """Dependencies of a part on itself, without a statement, or with the same numbers are no change."""
    same, inside, absent = Dependency("a", "b", 1), Dependency("a", "a", 1), Dependency("b", "a", 0, absences=1)
    old = Structure("cell", (), (same, inside, Dependency("c", "a", 2), Dependency("c", "b", 1, 1)))
    new = Structure("cell", (), (same, absent, Dependency("b", "c", 1), Dependency("c", "b", 2)))

    assert dependency_changes(old, new) == (
        DependencyChange("b", "c", Dependency("b", "c"), Dependency("b", "c", 1)),
        DependencyChange("c", "b", Dependency("c", "b", 1, 1), Dependency("c", "b", 2)),
        DependencyChange("c", "a", Dependency("c", "a", 2), Dependency("c", "a")),
    )
