"""Laws of rules from other distributions: one item for each law and subject."""

from import_conformance.testing.suite import Item


def test_own_rule(conformance_item: Item) -> None:
    """The code conforms to a law that such a rule judges."""
    conformance_item.verify()
