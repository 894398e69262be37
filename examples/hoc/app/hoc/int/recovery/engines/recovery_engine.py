# Layer: L5 — Engines
"""Suggest what to do about a failure that was seen before."""

from app.hoc.int.recovery.drivers.recovery_driver import known_remedies


def suggest(error_code: str, tried: set[str]) -> str | None:
    untried = (remedy for remedy in known_remedies(error_code) if remedy not in tried)
    return next(untried, None)
