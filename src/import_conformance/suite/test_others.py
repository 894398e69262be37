"""Laws of all kinds that have no test function of their own: one item for each law and subject."""

from import_conformance.testing.suite import SuiteItem


def test_other_law(conformance_item: SuiteItem) -> None:
    """The code conforms to this law."""
    conformance_item.verify()
