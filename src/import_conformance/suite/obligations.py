"""What must be imported, and what has one place only."""

from import_conformance.suite.test_obligations import test_obligation
from import_conformance.suite.test_ownership import test_owned_once

__all__ = ["test_obligation", "test_owned_once"]
# The modules `test_*` are collected here, whatever names a project lets pytest collect.
__test__ = False
