# Layer: L7 — Models
"""Runs of agents."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Run(SQLModel, table=True):
    id: str = Field(primary_key=True)
    tenant_id: str = Field(index=True)
    status: str = "queued"
    error: str | None = None
    created_at: datetime
    started_at: datetime | None = None
    seen_at: datetime | None = None
    finished_at: datetime | None = None
