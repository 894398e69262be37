"""Laws that hold in every code base, those of rules from other distributions, and all others."""

from import_conformance.suite.test_code import test_built_in_law
from import_conformance.suite.test_others import test_other_law
from import_conformance.suite.test_rules import test_own_rule

__all__ = ["test_built_in_law", "test_other_law", "test_own_rule"]
# The modules `test_*` are collected here, whatever names a project lets pytest collect.
__test__ = False
