# Layer: L7 — Models
"""Tenants and their users."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.utils.ids import new_id


class Tenant(SQLModel, table=True):
    id: str = Field(default_factory=lambda: new_id("ten"), primary_key=True)
    name: str
    state: str = "trial"
    state_since: datetime
    updated_at: datetime | None = None


class User(SQLModel, table=True):
    id: str = Field(default_factory=lambda: new_id("usr"), primary_key=True)
    tenant_id: str = Field(foreign_key="tenant.id")
    email: str = Field(unique=True)
    status: str = "invited"
