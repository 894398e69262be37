"""How code is written: names, headers and calls."""

from import_conformance.suite.conventions import *  # noqa: F403
