"""The calls that `ban` forbids: one item for each ban and each subject that it binds."""

from import_conformance.testing.suite import SuiteItem


def test_banned_call(conformance_item: SuiteItem) -> None:
    """The subject does not call what this ban forbids."""
    conformance_item.verify()
