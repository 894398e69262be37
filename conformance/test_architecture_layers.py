"""What may import what: layers, bans and cycles."""

from import_conformance.suite.layers import *  # noqa: F403
