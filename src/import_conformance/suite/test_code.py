"""The laws that hold in every code base: files can be read, imports lead somewhere."""

from import_conformance.testing.suite import Item


def test_built_in_law(conformance_item: Item) -> None:
    """The code conforms to a law that no topology has to write down."""
    conformance_item.verify()
