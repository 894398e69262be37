# Layer: L3 — Adapters
"""Adapters of incidents."""
