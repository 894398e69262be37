from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events.models import Event


def find(session: Session, event: int) -> Event | None:
    return session.scalar(select(Event).where(Event.id == event))
