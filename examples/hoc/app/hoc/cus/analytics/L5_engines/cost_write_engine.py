# Layer: L5 — Engines
"""Book the cost of a run and keep the budget of its tenant."""

from app.db import engine
from app.hoc.cus.analytics.L6_drivers.cost_write_driver import CostWriteDriver

CENTS_PER_THOUSAND_TOKENS = {"small": 1, "large": 12}


def price_of(model: str, tokens: int) -> int:
    """The price in cents, rounded up."""
    return -(-tokens * CENTS_PER_THOUSAND_TOKENS[model] // 1000)


def book(tenant_id: str, run_id: str, model: str, tokens: int) -> int:
    from sqlmodel import Session

    cents = price_of(model, tokens)
    with Session(engine) as session, session.begin():
        CostWriteDriver(session).record(tenant_id, run_id, cents)
    return cents
