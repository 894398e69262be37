from app.events import repository
from app.events.schemas import EventOut


def show(session, event: int) -> EventOut | None:
    found = repository.find(session, event)
    return EventOut(id=found.id, free=found.free) if found else None
