"""Architecture conformance for Python: one topology.yaml, judged by `conformance`, by pytest and by lint-imports."""

__version__ = "0.1.0"
