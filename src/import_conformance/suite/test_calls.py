"""The calls that `ban` speaks of: one item for each ban and each subject that it binds."""

from import_conformance.testing.suite import Item


def test_banned_call(conformance_item: Item) -> None:
    """Nobody calls what this ban speaks of."""
    conformance_item.verify()
