"""What `own` lets stand in one place only: one item for each declaration and each subject."""

from import_conformance.testing.suite import SuiteItem


def test_owned_once(conformance_item: SuiteItem) -> None:
    """No copy of what has an owner stands elsewhere."""
    conformance_item.verify()
