from pydantic import BaseModel


class EventOut(BaseModel):
    id: int
    free: int
