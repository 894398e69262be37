# Layer: platform — Platform services
"""The database: one engine, and sessions on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session, create_engine

engine = create_engine(os.environ.get("HOC_DATABASE_URL", "sqlite:///hoc.db"))


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


@contextmanager
def session_scope() -> Iterator[Session]:
    with Session(engine) as session:
        yield session
