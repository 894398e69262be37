# Layer: L3 — Adapters
"""Where other domains hand in an anomaly that deserves an incident."""

from app.hoc.cus.incidents.L5_engines.incident_write_engine import IncidentWriteEngine

WORTH_AN_INCIDENT = 1.5


def report_anomaly(engine: IncidentWriteEngine, tenant_id: str, metric: str, factor: float) -> str:
    if factor < WORTH_AN_INCIDENT:
        raise ValueError(f"{metric} is only {factor:.1f} times the usual")
    return engine.open(tenant_id, f"{metric} anomaly")
