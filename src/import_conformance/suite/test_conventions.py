"""The names of modules, and what their headers claim: one item for each law and subject."""

from import_conformance.testing.suite import SuiteItem


def test_convention(conformance_item: SuiteItem) -> None:
    """Names and headers are what the law asks for."""
    conformance_item.verify()
