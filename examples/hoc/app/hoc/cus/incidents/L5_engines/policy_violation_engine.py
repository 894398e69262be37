# Layer: L5 — Engines
"""Open an incident when a run breaks a policy."""

from app.hoc.cus.incidents.L5_engines.incident_write_engine import IncidentWriteEngine
from app.hoc.cus.policies.L5_engines.policy_driver import PolicyDriver


class PolicyViolationEngine:
    def __init__(self, policies: PolicyDriver, incidents: IncidentWriteEngine) -> None:
        self._policies = policies
        self._incidents = incidents

    def inspect(self, tenant_id: str, facts: dict[str, object]) -> str | None:
        verdict = self._policies.evaluate(facts)
        if verdict.blocked_by is None:
            return None
        return self._incidents.open(tenant_id, f"policy {verdict.blocked_by} was broken")
