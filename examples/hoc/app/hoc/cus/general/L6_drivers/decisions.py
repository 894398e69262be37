# Layer: L6 — Drivers
"""Record decisions so that each one can be explained afterwards."""

import json
from typing import Any

from sqlmodel import Session, select

from app.models.governance import DecisionRecord


class DecisionContractError(ValueError):
    """A decision lacks what the contract asks of it."""


REQUIRED = ("actor", "subject", "because")


def record_decision(session: Session, run_id: str, decision: dict[str, Any]) -> str:
    missing = [name for name in REQUIRED if not decision.get(name)]
    if missing:
        raise DecisionContractError(f"decision of run {run_id} lacks {', '.join(missing)}")
    row = DecisionRecord(run_id=run_id, payload=json.dumps(decision, sort_keys=True))
    session.add(row)
    session.flush()
    return row.id


def decisions_of(session: Session, run_id: str) -> list[dict[str, Any]]:
    rows = session.exec(select(DecisionRecord).where(DecisionRecord.run_id == run_id))
    return [json.loads(row.payload) for row in rows]
