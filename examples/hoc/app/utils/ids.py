# Layer: platform — Platform services
"""Identifiers that say what they identify."""

import uuid


def new_id(prefix: str) -> str:
    return f"{prefix}_{uuid.uuid4().hex[:16]}"
