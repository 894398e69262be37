# Layer: L5 — Engines
"""The state machine of a contract between a tenant and its agents."""

from dataclasses import dataclass, field
from datetime import datetime

from app.hoc.cus.general.L5_utils.time import utc_now

TRANSITIONS = {
    "draft": ("validated", "rejected"),
    "validated": ("active", "expired"),
    "active": ("completed", "failed", "expired"),
}


class ContractTransitionError(ValueError):
    """The contract cannot go from where it is to where it was sent."""


@dataclass
class Contract:
    contract_id: str
    state: str = "draft"
    history: list[tuple[str, datetime]] = field(default_factory=list)

    def move_to(self, state: str) -> None:
        if state not in TRANSITIONS.get(self.state, ()):
            raise ContractTransitionError(f"{self.contract_id}: {self.state} -> {state}")
        self.history.append((self.state, utc_now()))
        self.state = state

    @property
    def is_final(self) -> bool:
        return self.state not in TRANSITIONS
