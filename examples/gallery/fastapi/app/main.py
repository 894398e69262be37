from fastapi import FastAPI

from app.events.router import router as events
from app.seats.router import router as seats

application = FastAPI()
application.include_router(events)
application.include_router(seats)
