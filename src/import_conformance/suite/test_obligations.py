"""The obligations of `require`: one item for each obligation and each subject that it binds."""

from import_conformance.testing.suite import SuiteItem


def test_obligation(conformance_item: SuiteItem) -> None:
    """The subject imports what it must."""
    conformance_item.verify()
