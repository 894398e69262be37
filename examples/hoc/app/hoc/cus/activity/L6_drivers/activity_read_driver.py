# Layer: L6 — Drivers
"""Read runs for the activity views."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from app.hoc.cus.general.L5_utils.time import utc_now
from app.models.run import Run


@dataclass(frozen=True)
class RunRow:
    run_id: str
    status: str
    age_seconds: float


class ActivityReadDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def runs_since(self, tenant_id: str, since: datetime) -> list[RunRow]:
        now = utc_now()
        query = select(Run).where(Run.tenant_id == tenant_id, Run.created_at >= since)
        return [
            RunRow(run.id, run.status, (now - run.created_at).total_seconds())
            for run in self._session.exec(query)
        ]
