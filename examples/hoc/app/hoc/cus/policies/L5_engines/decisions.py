# Layer: L5 — Engines
"""Pick one verdict out of several that policies gave about the same step."""

from collections import Counter
from enum import IntEnum


class Verdict(IntEnum):
    ALLOW = 0
    WARN = 1
    THROTTLE = 2
    BLOCK = 3


def strictest(verdicts: list[Verdict]) -> Verdict:
    return max(verdicts, default=Verdict.ALLOW)


def majority(verdicts: list[Verdict]) -> Verdict:
    """The most frequent verdict; between equals the stricter one."""
    if not verdicts:
        return Verdict.ALLOW
    counts = Counter(verdicts)
    return max(counts, key=lambda verdict: (counts[verdict], verdict))
