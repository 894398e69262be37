# Layer: L6 — Drivers
"""The queue of alerts and the incidents of the circuit breaker."""

from datetime import datetime, timezone

from sqlmodel import Session, col, select

from app.models.cost import CostSimAlertQueueModel, CostSimCBIncidentModel


def _utc_now() -> datetime:
    return datetime.now(timezone.utc)


class AlertDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def trip(self, tenant_id: str, reason: str) -> None:
        incident = CostSimCBIncidentModel(tenant_id=tenant_id, reason=reason, opened_at=_utc_now())
        self._session.add(incident)
        alert = CostSimAlertQueueModel(text=f"{tenant_id}: {reason}", queued_at=_utc_now())
        self._session.add(alert)

    def next_batch(self, size: int) -> list[tuple[int, str]]:
        waiting = col(CostSimAlertQueueModel.sent_at).is_(None)
        query = select(CostSimAlertQueueModel).where(waiting)
        return [(alert.id, alert.text) for alert in self._session.exec(query.limit(size))]

    def mark_sent(self, alert_id: int) -> None:
        self._session.get(CostSimAlertQueueModel, alert_id).sent_at = _utc_now()
