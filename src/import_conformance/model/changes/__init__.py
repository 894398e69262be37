"""Differences between two revisions, and between two topologies."""
