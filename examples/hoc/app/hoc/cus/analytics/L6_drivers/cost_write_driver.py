# Layer: L6 — Drivers
"""Write what a tenant spent, on what, and how much it may spend."""

from sqlmodel import Session

from app.hoc.cus.general.L5_utils.time import utc_now
from app.models.cost import CostBudget, CostRecord, FeatureTag


class CostWriteDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def tag(self, tenant_id: str, name: str) -> None:
        self._session.add(FeatureTag(tenant_id=tenant_id, name=name))

    def record(self, tenant_id: str, run_id: str, cents: int) -> None:
        booked_at = utc_now()
        self._session.add(
            CostRecord(tenant_id=tenant_id, run_id=run_id, cents=cents, booked_at=booked_at)
        )

    def set_budget(self, tenant_id: str, cents: int) -> None:
        self._session.add(CostBudget(tenant_id=tenant_id, limit_cents=cents))
