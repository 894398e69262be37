"""The suite: one module for each group of laws; `pytest --pyargs import_conformance.suite` collects it."""
