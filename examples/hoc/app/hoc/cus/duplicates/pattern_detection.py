# Layer: L5 — Engines
"""An older way to find failures that come back, kept aside until nobody asks for it."""

from datetime import datetime


class OldPatternDetection:
    def __init__(self) -> None:
        self._started_at = datetime.utcnow()
        self._seen: dict[str, datetime] = {}

    def observe(self, signature: str) -> bool:
        came_back = signature in self._seen
        self._seen[signature] = datetime.utcnow()
        return came_back

    def age_in_seconds(self) -> float:
        return (datetime.utcnow() - self._started_at).total_seconds()
