"""What must be imported, and what has one place only."""

from import_conformance.suite.obligations import *  # noqa: F403
