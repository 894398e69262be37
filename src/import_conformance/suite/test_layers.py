"""The imports between layers that no line of `allow` permits: one item for each pair of layers and each subject."""

from import_conformance.testing.suite import Item


def test_layer(conformance_item: Item) -> None:
    """No import crosses these layers unless a line of `allow` permits it."""
    conformance_item.verify()
