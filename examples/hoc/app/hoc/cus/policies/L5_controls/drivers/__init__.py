# Layer: L6 — Drivers
"""Drivers of policies, controls."""
