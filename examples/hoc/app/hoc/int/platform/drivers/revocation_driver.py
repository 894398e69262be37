# Layer: L6 — Drivers
"""Tokens that are refused before their time is over."""

_revoked: set[str] = set()


def revoke(token_id: str) -> None:
    _revoked.add(token_id)


def is_revoked(token_id: str) -> bool:
    return token_id in _revoked
