# Layer: L5 — Engines
"""How a knowledge plane comes and goes."""
