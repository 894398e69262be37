"""The circles that `acyclic` rules out: one item for each law."""

from import_conformance.testing.suite import Item


def test_no_circle(conformance_item: Item) -> None:
    """No imports lead around in a circle."""
    conformance_item.verify()
