# Layer: L6 — Drivers
"""How much of its budget a run has used."""

from dataclasses import dataclass

from sqlmodel import Session, func, select

from app.models.cost import CostRecord


@dataclass(frozen=True)
class BudgetStatus:
    limit_cents: int
    used_cents: int

    @property
    def exhausted(self) -> bool:
        return self.used_cents >= self.limit_cents


def budget_status(session: Session, run_id: str, limit_cents: int) -> BudgetStatus:
    query = select(func.sum(CostRecord.cents)).where(CostRecord.run_id == run_id)
    return BudgetStatus(limit_cents=limit_cents, used_cents=session.exec(query).one() or 0)
