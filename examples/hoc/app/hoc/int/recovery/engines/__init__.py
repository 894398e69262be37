# Layer: L5 — Engines
"""Engines of recovery."""
