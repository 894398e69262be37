from fastapi import APIRouter, Depends

from app.core.database import session
from app.core.security import user
from app.seats import service

router = APIRouter(dependencies=[Depends(user)])


@router.get("/events/{event}/free")
def is_free(event: int, session=Depends(session)) -> bool:
    return service.is_free(session, event)
