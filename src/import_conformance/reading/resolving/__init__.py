"""Resolve imports: find the module that each of them reaches."""
