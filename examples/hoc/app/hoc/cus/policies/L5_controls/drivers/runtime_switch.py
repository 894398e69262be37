# Layer: L6 — Drivers
"""Whether policies are enforced at this moment, for all tenants of a process."""

from threading import Lock

_lock = Lock()
_enforced = True
_reasons: list[str] = []


def suspend(reason: str) -> None:
    global _enforced
    with _lock:
        _reasons.append(reason)
        _enforced = False


def resume() -> list[str]:
    """Enforce again; gives back why enforcement was suspended."""
    global _enforced
    with _lock:
        reasons = list(_reasons)
        _reasons.clear()
        _enforced = True
    return reasons


def is_enforced() -> bool:
    return _enforced
