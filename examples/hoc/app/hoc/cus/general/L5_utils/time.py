# Layer: L5 — Engines
"""The one clock of the product."""

from datetime import datetime, timezone


def utc_now() -> datetime:
    """The present moment, always with its time zone."""
    return datetime.now(timezone.utc)
