# Layer: L5 — Engines
"""The shared kernel: no state, no imports."""
