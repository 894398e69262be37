# Layer: L6 — Drivers
"""Put repeated calls for the same trouble into one incident."""

from sqlmodel import Session, select

from app.hoc.cus.incidents.L5_engines.incident_driver import severity_after
from app.models.incident import Incident, IncidentEvent


class IncidentAggregator:
    def __init__(self, session: Session) -> None:
        self._session = session

    def absorb(self, tenant_id: str, title: str) -> str:
        incident = self._open_incident(tenant_id, title)
        if incident is None:
            incident = Incident(tenant_id=tenant_id, title=title, severity="low")
            self._session.add(incident)
            self._session.flush()
        incident.calls += 1
        incident.severity = severity_after(incident.calls)
        self.note(incident.id, f"call {incident.calls}")
        return incident.id

    def note(self, incident_id: str, text: str) -> None:
        self._session.add(IncidentEvent(incident_id=incident_id, text=text))

    def _open_incident(self, tenant_id: str, title: str) -> Incident | None:
        query = select(Incident).where(Incident.tenant_id == tenant_id, Incident.title == title)
        return self._session.exec(query.where(Incident.status == "open")).first()
