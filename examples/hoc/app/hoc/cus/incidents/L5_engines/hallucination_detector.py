# Layer: L5 — Engines
"""Score how likely an answer in an incident was made up."""

from dataclasses import dataclass
from datetime import datetime

HEDGES = ("as far as i know", "i believe", "it is said that")


@dataclass(frozen=True)
class Suspicion:
    score: float
    reasons: tuple[str, ...]


def suspicion_of(text: str, cited_years: tuple[int, ...]) -> Suspicion:
    reasons = [hedge for hedge in HEDGES if hedge in text.lower()]
    reasons += [f"cites {year}" for year in cited_years if year > datetime.now().year]
    if not cited_years and len(text) > 2000:
        reasons.append("long and without a source")
    return Suspicion(min(1.0, 0.35 * len(reasons)), tuple(reasons))


def report_label(number: int) -> str:
    return f"HAL-{datetime.now().year}-{number:04d}"
