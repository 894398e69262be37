# Layer: L5 — Engines
"""Engines of general, lifecycle."""
