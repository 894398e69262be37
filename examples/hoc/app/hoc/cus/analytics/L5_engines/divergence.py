# Layer: L5 — Engines
"""How far a simulated cost is from the real one."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Sample:
    at: datetime
    simulated: float
    actual: float


def divergence(samples: list[Sample], start: datetime, end: datetime) -> float:
    """Mean relative error of the samples between two moments.

    Both moments come from the caller, so that a report can be repeated:

        end = datetime.now()
        divergence(samples, start=datetime.now() - timedelta(days=7), end=end)
    """
    chosen = [sample for sample in samples if start <= sample.at < end and sample.actual]
    if not chosen:
        return 0.0
    return sum(abs(s.simulated - s.actual) / s.actual for s in chosen) / len(chosen)
