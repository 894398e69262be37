# Layer: L3 — Adapters
"""The overview of a tenant as the API shows it."""

from sqlmodel import Session

from app.hoc.cus.activity.L5_engines.threshold_engine import Limits
from app.hoc.cus.overview.L5_engines import overview_facade


def limits_shown() -> dict[str, int]:
    limits = Limits()
    return {"seconds": limits.max_seconds, "tokens": limits.max_tokens, "cents": limits.max_cents}


def overview_of(session: Session, tenant_id: str) -> overview_facade.Overview:
    return overview_facade.facade_for(session).of(tenant_id)


def headline(session: Session, tenant_id: str) -> str:
    numbers = overview_of(session, tenant_id)
    return f"{numbers.runs_today} runs today, {numbers.open_incidents} open incidents"
