"""Trouble, from its first sign to its lessons."""
