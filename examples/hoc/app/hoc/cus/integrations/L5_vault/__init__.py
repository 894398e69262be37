# Layer: L5 — Engines
"""Credentials of connections."""
