# Layer: L5 — Engines
"""Engines of overview."""
