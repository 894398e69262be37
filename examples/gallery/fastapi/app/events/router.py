from fastapi import APIRouter, Depends

from app.core.database import session
from app.core.security import user
from app.events import service
from app.events.schemas import EventOut

router = APIRouter(dependencies=[Depends(user)])


@router.get("/events/{event}")
def show(event: int, session=Depends(session)) -> EventOut | None:
    return service.show(session, event)
