# Layer: L5 — Engines
"""Acknowledge and resolve incidents, with the reason that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.hoc.cus.general.L5_utils.time import utc_now
from app.hoc.cus.incidents.L6_drivers.incident_aggregator import IncidentAggregator

if TYPE_CHECKING:
    from sqlmodel import Session


class IncidentWriteEngine:
    def __init__(self, session: Session) -> None:
        self._aggregator = IncidentAggregator(session)

    def open(self, tenant_id: str, title: str) -> str:
        return self._aggregator.absorb(tenant_id, title)

    def acknowledge(self, incident_id: str, actor: str) -> None:
        self._note(incident_id, f"acknowledged by {actor}")

    def resolve(self, incident_id: str, actor: str, because: str) -> None:
        if not because.strip():
            raise ValueError("an incident is resolved with a reason or not at all")
        self._note(incident_id, f"resolved by {actor}: {because}")

    def _note(self, incident_id: str, text: str) -> None:
        self._aggregator.note(incident_id, f"{utc_now().isoformat()} {text}")
