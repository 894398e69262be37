"""How code is written: names, headers and calls."""

from import_conformance.suite.test_calls import test_banned_call
from import_conformance.suite.test_conventions import test_convention

__all__ = ["test_banned_call", "test_convention"]
# The modules `test_*` are collected here, whatever names a project lets pytest collect.
__test__ = False
