"""The names of modules, and what their headers claim: one item for each law and subject."""

from import_conformance.testing.suite import Item


def test_convention(conformance_item: Item) -> None:
    """Names and headers are what the law asks for."""
    conformance_item.verify()
