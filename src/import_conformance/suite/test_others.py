"""Laws of all kinds that have no test function of their own: one item for each law and subject."""

from import_conformance.testing.suite import Item


def test_other_law(conformance_item: Item) -> None:
    """The code conforms to this law."""
    conformance_item.verify()
