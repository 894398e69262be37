"""The imports between layers that no line of `allow` lets be: one item for each pair of layers and each subject."""

from import_conformance.testing.suite import Item


def test_layer(conformance_item: Item) -> None:
    """No import crosses these layers unless a line of `allow` lets it."""
    conformance_item.verify()
