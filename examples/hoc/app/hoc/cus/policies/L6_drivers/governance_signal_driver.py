# Layer: L6 — Drivers
"""Store the signals by which governance talks about a run."""

from datetime import timedelta

from sqlmodel import Session, select

from app.hoc.cus.general.L5_utils.time import utc_now
from app.models.governance import GovernanceSignal


class GovernanceSignalDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def emit(self, run_id: str, kind: str, days: int = 7) -> GovernanceSignal:
        expires_at = utc_now() + timedelta(days=days)
        signal = GovernanceSignal(run_id=run_id, kind=kind, expires_at=expires_at)
        self._session.add(signal)
        return signal

    def live(self, run_id: str) -> list[str]:
        query = select(GovernanceSignal).where(
            GovernanceSignal.run_id == run_id,
            GovernanceSignal.expires_at > utc_now(),
        )
        return sorted({signal.kind for signal in self._session.exec(query)})
