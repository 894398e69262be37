"""Contracts of import-linter, and the rules of other tools, as values."""
