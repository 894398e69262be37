# Layer: L5 — Engines
"""When an API key has to be replaced, and by what."""

import secrets
from datetime import datetime, timedelta, timezone

LIFETIME = timedelta(days=90)
WARNING = timedelta(days=14)


def _utc_now() -> datetime:
    return datetime.now(timezone.utc)


def new_secret(prefix: str = "hoc") -> str:
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def urgency(created_at: datetime) -> str:
    left = created_at + LIFETIME - _utc_now()
    if left <= timedelta(0):
        return "expired"
    return "soon" if left <= WARNING else "fine"
