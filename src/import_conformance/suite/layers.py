"""What may import what: layers, bans and cycles."""

from import_conformance.suite.test_bans import test_ban
from import_conformance.suite.test_cycles import test_no_cycle
from import_conformance.suite.test_layers import test_layer

__all__ = ["test_ban", "test_layer", "test_no_cycle"]
# The modules `test_*` are collected here, whatever names a project lets pytest collect.
__test__ = False
