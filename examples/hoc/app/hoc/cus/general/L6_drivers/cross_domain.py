# Layer: L6 — Drivers
"""Link a cost anomaly to the incident that it caused."""

from sqlmodel import Session

from app.models.incident import Incident

SEVERITY_BY_FACTOR = ((10.0, "critical"), (3.0, "high"), (1.5, "medium"))


def severity_of(factor: float) -> str:
    for threshold, severity in SEVERITY_BY_FACTOR:
        if factor >= threshold:
            return severity
    return "low"


def open_incident_for_anomaly(session: Session, tenant_id: str, factor: float) -> str:
    incident = Incident(
        tenant_id=tenant_id,
        title=f"Cost is {factor:.1f} times the usual",
        severity=severity_of(factor),
        source="cost_anomaly",
    )
    session.add(incident)
    session.flush()
    return incident.id
