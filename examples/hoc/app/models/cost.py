# Layer: L7 — Models
"""Costs, budgets, and the alerts of the cost simulation."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class FeatureTag(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    tenant_id: str
    name: str


class CostRecord(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    tenant_id: str
    run_id: str = Field(foreign_key="run.id")
    cents: int
    booked_at: datetime


class CostBudget(SQLModel, table=True):
    tenant_id: str = Field(primary_key=True)
    limit_cents: int


class CostSimAlertQueueModel(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    text: str
    queued_at: datetime
    sent_at: datetime | None = None


class CostSimCBIncidentModel(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    tenant_id: str
    reason: str
    opened_at: datetime
