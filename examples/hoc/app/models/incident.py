# Layer: L7 — Models
"""Incidents and what happened during them."""

from sqlmodel import Field, SQLModel

from app.utils.ids import new_id


class Incident(SQLModel, table=True):
    id: str = Field(default_factory=lambda: new_id("inc"), primary_key=True)
    tenant_id: str = Field(index=True)
    title: str
    severity: str = "low"
    status: str = "open"
    source: str = "run"
    calls: int = 0


class IncidentEvent(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    incident_id: str = Field(foreign_key="incident.id")
    text: str
