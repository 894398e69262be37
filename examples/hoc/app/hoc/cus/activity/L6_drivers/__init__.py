# Layer: L6 — Drivers
"""Drivers of activity."""
