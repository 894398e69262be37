"""The named bans of `forbid`: one item for each ban and each subject that it binds."""

from import_conformance.testing.suite import SuiteItem


def test_ban(conformance_item: SuiteItem) -> None:
    """The subject does not import what this ban forbids."""
    conformance_item.verify()
