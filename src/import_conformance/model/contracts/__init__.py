"""Contracts of import-linter, and other tools' rules, as values."""
