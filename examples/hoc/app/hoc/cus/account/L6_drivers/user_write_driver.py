# Layer: L6 — Drivers
"""Write users; the invitation goes out only when the user is stored."""

from sqlmodel import Session

from app.models.tenant import User


class UserWriteDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def invite(self, tenant_id: str, email: str) -> User:
        user = User(tenant_id=tenant_id, email=email.lower(), status="invited")
        self._session.add(user)
        self._session.commit()
        return user

    def activate(self, user: User) -> User:
        user.status = "active"
        self._session.add(user)
        self._session.commit()
        return user
