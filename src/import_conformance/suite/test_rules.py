"""Laws of rules that other distributions bring: one item for each law and subject."""

from import_conformance.testing.suite import Item


def test_own_rule(conformance_item: Item) -> None:
    """The code keeps a law that a rule from outside judges."""
    conformance_item.verify()
