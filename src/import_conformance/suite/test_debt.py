"""The known findings of the baseline: each is an expected failure, and one that is gone must be removed."""

from import_conformance.testing.suite import SuiteItem


def test_known_finding(conformance_item: SuiteItem) -> None:
    """The finding still exists; when it is gone, this test passes, which counts as a failure."""
    conformance_item.verify()


def test_baseline_is_current(conformance_item: SuiteItem) -> None:
    """The baseline promises no more findings than there are."""
    conformance_item.verify()
