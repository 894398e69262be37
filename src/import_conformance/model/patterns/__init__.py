"""Patterns over dotted module names."""
