"""The contracts for import-linter: .importlinter is what topology.yaml compiles to."""

from import_conformance.suite.contracts import *  # noqa: F403
