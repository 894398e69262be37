# Layer: L5 — Engines
"""Switches and guards."""
