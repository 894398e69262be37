"""Changes of the law are distinguished from changes of the code."""

from import_conformance.model.changes.loosening import LawChanges, changes, digests
from tests.support.building import law

TEXT = """\
layers:
  low: {modules: app.low}
  top: {modules: app.top}
allow:
  - top -> low
forbid:
  no-orm: {from: top, to: sqlalchemy, because: tests, severity: high}
"""


def since(before: str, now: str) -> LawChanges:
    """Return the changes between two texts of a law."""
    return changes(digests(law(before)), digests(law(now)))


def test_comments_reasons_and_positions_are_no_change() -> None:
    """A comment, another line and a better reason leave every law as it was."""
    assert not since(TEXT, "# moved\n" + TEXT.replace("because: tests", "because: tests need no database"))


def test_a_loosened_law_is_named() -> None:
    """Another severity, another scope, another pattern: the part that changed is named."""
    assert since(TEXT, TEXT.replace("severity: high", "severity: low")) == LawChanges(changed=("no-orm",))
    assert since(TEXT, TEXT.replace("app.low", "app.lower")) == LawChanges(changed=("layer low",))


def test_added_and_removed_laws_are_named() -> None:
    """A removed and an added law are distinguished from changed ones."""
    other = TEXT.replace("  no-orm:", "  no-sql:").replace("  - top -> low", "  - top -> low\n  - low -> low")

    assert since(TEXT, other) == LawChanges(added=("low-to-low", "no-sql"), removed=("no-orm",))
