from collections.abc import Iterator

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Session

from app.core.settings import DATABASE

engine = create_engine(DATABASE)


class Base(DeclarativeBase):
    pass


def session() -> Iterator[Session]:
    with Session(engine) as opened:
        yield opened
        opened.commit()
