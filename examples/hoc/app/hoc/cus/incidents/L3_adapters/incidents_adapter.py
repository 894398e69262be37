# Layer: L3 — Adapters
"""What the incident API needs, gathered from the engines."""

from sqlmodel import Session

from app.hoc.cus.incidents.L5_engines.evidence_report import EvidenceReport
from app.hoc.cus.incidents.L5_engines.incident_write_engine import IncidentWriteEngine


class IncidentsAdapter:
    def __init__(self, session: Session) -> None:
        self._engine = IncidentWriteEngine(session)

    def resolve(self, incident_id: str, actor: str, because: str) -> dict[str, str]:
        self._engine.resolve(incident_id, actor, because)
        return {"incident": incident_id, "status": "resolved"}

    def evidence(self, incident_id: str, tenant_name: str, lines: list[str]) -> tuple[str, str]:
        report = EvidenceReport(incident_id, tenant_name)
        report.add_section("What happened", lines)
        return report.file_name(), report.render()
