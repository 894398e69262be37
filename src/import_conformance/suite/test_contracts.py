"""The contracts for import-linter: the committed file is the one that the topology compiles to."""

from import_conformance.testing.suite import SuiteItem


def test_importlinter_is_current(conformance_item: SuiteItem) -> None:
    """Compiling the topology again gives the `.importlinter` that lies beside it."""
    conformance_item.verify()
