"""Laws of rules from other distributions: one item for each law and subject."""

from import_conformance.testing.suite import SuiteItem


def test_own_rule(conformance_item: SuiteItem) -> None:
    """The code conforms to a law that such a rule judges."""
    conformance_item.verify()
