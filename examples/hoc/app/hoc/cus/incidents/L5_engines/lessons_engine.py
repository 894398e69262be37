# Layer: L5 — Engines
"""Keep what was learned from an incident until somebody acts on it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.hoc.cus.general.L5_utils.time import utc_now


@dataclass(frozen=True)
class Lesson:
    incident_id: str
    text: str
    status: str = "pending"
    revisit_at: datetime = field(default_factory=utc_now)

    def defer(self, days: int) -> "Lesson":
        return replace(self, status="deferred", revisit_at=utc_now() + timedelta(days=days))

    def dismiss(self) -> "Lesson":
        return replace(self, status="dismissed")


def due(lessons: list[Lesson]) -> list[Lesson]:
    now = utc_now()
    open_lessons = (lesson for lesson in lessons if lesson.status in ("pending", "deferred"))
    return sorted(
        (lesson for lesson in open_lessons if lesson.revisit_at <= now),
        key=lambda lesson: lesson.revisit_at,
    )
