# Layer: L5 — Engines
"""Find out which user stands behind a token."""

from dataclasses import dataclass

from app.hoc.int.platform.engines.iam_service import claims_of


@dataclass(frozen=True)
class Identity:
    user_id: str
    tenant_id: str
    roles: frozenset[str]


class UnknownIdentity(LookupError):
    """The token is readable and names nobody."""


def resolve(token: str) -> Identity:
    claims = claims_of(token)
    if not claims.get("sub"):
        raise UnknownIdentity("token without a subject")
    roles = frozenset(claims.get("roles", "").split())
    return Identity(claims["sub"], claims.get("tenant", ""), roles)
