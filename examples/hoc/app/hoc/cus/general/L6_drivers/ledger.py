# Layer: L6 — Drivers
"""The audit ledger: entries are chained by their digests and never change."""

import hashlib

from sqlmodel import Session, desc, select

from app.models.governance import LedgerEntry

GENESIS = "0" * 64


def append(session: Session, tenant_id: str, text: str) -> LedgerEntry:
    query = select(LedgerEntry).where(LedgerEntry.tenant_id == tenant_id)
    last = session.exec(query.order_by(desc(LedgerEntry.number))).first()
    previous = last.digest if last else GENESIS
    entry = LedgerEntry(
        tenant_id=tenant_id,
        number=last.number + 1 if last else 1,
        text=text,
        digest=hashlib.sha256(f"{previous}{text}".encode()).hexdigest(),
    )
    session.add(entry)
    return entry
