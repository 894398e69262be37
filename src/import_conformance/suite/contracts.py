"""The contracts for import-linter: the committed file is the compiled one."""

from import_conformance.suite.test_contracts import test_importlinter_is_current

__all__ = ["test_importlinter_is_current"]
# The modules `test_*` are collected here, whatever names a project lets pytest collect.
__test__ = False
