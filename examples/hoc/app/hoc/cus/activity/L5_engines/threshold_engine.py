# Layer: L5 — Engines
"""Limits of a run, and which of them it has crossed."""

from dataclasses import dataclass
from datetime import datetime

from app.hoc.cus.general.L5_utils.time import utc_now


@dataclass(frozen=True)
class Limits:
    max_seconds: int = 600
    max_tokens: int = 50_000
    max_cents: int = 1_000


def crossed(limits: Limits, started_at: datetime, tokens: int, cents: int) -> list[str]:
    found = []
    if (utc_now() - started_at).total_seconds() > limits.max_seconds:
        found.append("time")
    if tokens > limits.max_tokens:
        found.append("tokens")
    if cents > limits.max_cents:
        found.append("cost")
    return found
