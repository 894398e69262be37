# Layer: L6 — Drivers
"""Switch the guard of a tenant on and off."""

from sqlmodel import Session, select

from app.models.governance import KillSwitchState


class GuardWriteService:
    """Keeps one row per tenant; the newest decision wins."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def freeze(self, tenant_id: str, reason: str) -> KillSwitchState:
        state = self._state_of(tenant_id)
        state.frozen, state.reason = True, reason
        self._session.flush()
        return state

    def release(self, tenant_id: str) -> KillSwitchState:
        state = self._state_of(tenant_id)
        state.frozen, state.reason = False, None
        self._session.flush()
        return state

    def _state_of(self, tenant_id: str) -> KillSwitchState:
        query = select(KillSwitchState).where(KillSwitchState.tenant_id == tenant_id)
        state = self._session.exec(query).first()
        if state is None:
            state = KillSwitchState(tenant_id=tenant_id)
            self._session.add(state)
        return state
