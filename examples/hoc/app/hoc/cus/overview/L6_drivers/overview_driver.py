# Layer: L6 — Drivers
"""Count what the first page shows."""

from datetime import timedelta

from sqlmodel import Session, func, select

from app.hoc.cus.general.L5_utils.time import utc_now
from app.models.incident import Incident
from app.models.run import Run


class OverviewDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def open_incidents(self, tenant_id: str) -> int:
        query = select(func.count(Incident.id)).where(Incident.tenant_id == tenant_id)
        return self._session.exec(query.where(Incident.status == "open")).one()

    def runs_today(self, tenant_id: str) -> int:
        since = utc_now() - timedelta(days=1)
        query = select(func.count(Run.id)).where(Run.tenant_id == tenant_id)
        return self._session.exec(query.where(Run.created_at >= since)).one()
