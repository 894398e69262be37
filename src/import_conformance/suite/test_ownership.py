"""The single homes that `own` declares: one item for each declaration and each subject."""

from import_conformance.testing.suite import Item


def test_owned_once(conformance_item: Item) -> None:
    """No copy of what has one home stands elsewhere."""
    conformance_item.verify()
