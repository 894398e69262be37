# Layer: L5 — Engines
"""Help for customers who ask for it."""
