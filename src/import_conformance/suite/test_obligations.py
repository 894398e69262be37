"""The obligations of `require`: one item for each obligation and each subject that it binds."""

from import_conformance.testing.suite import Item


def test_obligation(conformance_item: Item) -> None:
    """The subject imports what it must."""
    conformance_item.verify()
