# Layer: L5 — Engines
"""What runs do, and the metrics of it."""

from .missing_metrics import collect

__all__ = ["collect"]
