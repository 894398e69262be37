"""The known findings of the baseline: each is an expected failure, and one that is gone must be removed."""

from import_conformance.testing.suite import SuiteItem


def test_known_finding(conformance_item: SuiteItem) -> None:
    """The finding is still there; when it is gone, this passes and thereby fails."""
    conformance_item.verify()


def test_baseline_is_current(conformance_item: SuiteItem) -> None:
    """The baseline promises no more findings than there are."""
    conformance_item.verify()
