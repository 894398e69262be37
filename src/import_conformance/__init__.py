"""Architecture conformance for Python: one topology.yaml, judged by `conformance`, by pytest and by lint-imports."""

from import_conformance.model.version import __version__

__all__ = ["__version__"]
