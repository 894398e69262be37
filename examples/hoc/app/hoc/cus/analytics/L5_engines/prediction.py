# Layer: L5 — Engines
"""Predict what a run will cost, and let the dear ones be governed."""

from statistics import linear_regression

from app.hoc.cus.analytics.L5_engines.coordinator_client import CoordinatorClient

GOVERNED_FROM_CENTS = 500


def predict_cents(past_steps: list[int], past_cents: list[int], steps: int) -> int:
    slope, intercept = linear_regression(past_steps, past_cents)
    return max(0, round(slope * steps + intercept))


def start_predicted_run(client: CoordinatorClient, contract_id: str, cents: int) -> str | None:
    if cents < GOVERNED_FROM_CENTS:
        return None
    return client.begin_run(contract_id)
