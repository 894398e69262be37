# Layer: L5 — Engines
"""How bad a cost anomaly is, by the thresholds of last year."""

THRESHOLDS = {"low": 1.5, "medium": 3.0, "high": 10.0}


def severity(ratio: float) -> str:
    return max((name for name, least in THRESHOLDS.items() if ratio >= least), key=THRESHOLDS.__getitem__, default="none")
