# Layer: L5 — Engines
"""Engines of API keys."""
