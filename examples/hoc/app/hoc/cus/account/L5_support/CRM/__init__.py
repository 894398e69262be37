# Layer: L5 — Engines
"""Chores of customer support."""
