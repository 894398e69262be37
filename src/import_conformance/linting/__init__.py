"""The entry point for `lint-imports`: contract types for import-linter, judged by this package's engine."""
