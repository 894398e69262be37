# Layer: L6 — Drivers
"""Find runs that nobody works on any more and give them back."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from app.models.run import Run

SILENCE = timedelta(minutes=10)


def orphans(session: Session) -> list[Run]:
    horizon = datetime.utcnow() - SILENCE
    query = select(Run).where(Run.status == "running", Run.seen_at < horizon)
    return list(session.exec(query))


def recover(session: Session) -> int:
    found = orphans(session)
    for run in found:
        run.status = "queued"
        run.seen_at = datetime.utcnow()
    session.flush()
    return len(found)
