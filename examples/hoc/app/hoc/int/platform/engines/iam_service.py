# Layer: L5 — Engines
"""Read the claims of a token; its signature was checked at the gate."""

import base64
import json

from app.hoc.int.platform.drivers.revocation_driver import is_revoked


class TokenRefused(ValueError):
    """The token was revoked or is no token."""


def claims_of(token: str) -> dict[str, str]:
    try:
        _, payload, _ = token.split(".")
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError as error:
        raise TokenRefused("not a token") from error
    if is_revoked(claims.get("jti", "")):
        raise TokenRefused("the token was revoked")
    return claims
