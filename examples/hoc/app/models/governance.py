# Layer: L7 — Models
"""What governance remembers: signals, decisions, the ledger, the kill switch."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.utils.ids import new_id


class GovernanceSignal(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    run_id: str = Field(index=True)
    kind: str
    expires_at: datetime


class DecisionRecord(SQLModel, table=True):
    id: str = Field(default_factory=lambda: new_id("dec"), primary_key=True)
    run_id: str = Field(index=True)
    payload: str


class LedgerEntry(SQLModel, table=True):
    tenant_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    text: str
    digest: str


class KillSwitchState(SQLModel, table=True):
    tenant_id: str = Field(primary_key=True)
    frozen: bool = False
    reason: str | None = None
