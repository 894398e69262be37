"""The laws that hold in every code base: files can be read, imports lead somewhere."""

from import_conformance.testing.suite import SuiteItem


def test_built_in_law(conformance_item: SuiteItem) -> None:
    """The code conforms to a law that no topology has to write down."""
    conformance_item.verify()
