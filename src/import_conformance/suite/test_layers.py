"""The imports between layers that no line of `allow` permits: one item for each pair of layers and each subject."""

from import_conformance.testing.suite import SuiteItem


def test_layer(conformance_item: SuiteItem) -> None:
    """No import crosses these layers unless a line of `allow` permits it."""
    conformance_item.verify()
