from app.events import service as events


def is_free(session, event: int) -> bool:
    found = events.show(session, event)
    return found is not None and found.free > 0
