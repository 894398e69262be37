# Layer: L6 — Drivers
"""Counts over all tenants, for the founders only."""

from sqlmodel import Session, func, select

from app.models.run import Run


class OpsDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def runs_by_tenant(self) -> list[tuple[str, int]]:
        return list(self._session.exec(select(Run.tenant_id, func.count()).group_by(Run.tenant_id)))
