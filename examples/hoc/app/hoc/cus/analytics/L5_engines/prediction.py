# Layer: L5 — Engines
"""Predict what a run will cost, and say which runs are dear."""

from statistics import linear_regression

GOVERNED_FROM_CENTS = 500


def predict_cents(past_steps: list[int], past_cents: list[int], steps: int) -> int:
    slope, intercept = linear_regression(past_steps, past_cents)
    return max(0, round(slope * steps + intercept))


def is_dear(cents: int) -> bool:
    return cents >= GOVERNED_FROM_CENTS
