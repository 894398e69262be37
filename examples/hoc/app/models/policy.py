# Layer: L7 — Models
"""Proposals, and the versions and rules that come of them."""

from sqlmodel import Field, SQLModel


class PolicyProposal(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    tenant_id: str = Field(index=True)
    title: str
    status: str = "open"


class PolicyVersion(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="policyproposal.id")
    number: int


class PolicyRules(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="policyproposal.id")
    body: str
