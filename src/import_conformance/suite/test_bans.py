"""The named bans of `forbid`: one item for each ban and each subject that it binds."""

from import_conformance.testing.suite import Item


def test_ban(conformance_item: Item) -> None:
    """The subject does not import what this ban forbids."""
    conformance_item.verify()
