"""The import cycles that `acyclic` forbids: one item for each law."""

from import_conformance.testing.suite import SuiteItem


def test_no_cycle(conformance_item: SuiteItem) -> None:
    """No chain of imports leads back to where it began."""
    conformance_item.verify()
