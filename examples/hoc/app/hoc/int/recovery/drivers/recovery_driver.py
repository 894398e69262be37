# Layer: L6 — Drivers
"""Remedies that helped before, the most helpful first."""

REMEDIES = {
    "timeout": ("retry", "split the task"),
    "rate_limited": ("wait", "use another key"),
    "bad_output": ("ask again with an example",),
}


def known_remedies(error_code: str) -> tuple[str, ...]:
    return REMEDIES.get(error_code, ())
