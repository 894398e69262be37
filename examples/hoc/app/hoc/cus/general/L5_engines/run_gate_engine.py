# Layer: L5 — Engines
"""The gate of dear runs: what passes it is governed from its first step."""

from app.hoc.cus.general.L4_runtime.facades.run_governance_facade import RunGovernanceFacade


class RunGateEngine:
    def __init__(self, governance: RunGovernanceFacade) -> None:
        self._governance = governance

    def admit(self, contract_id: str, tenant_id: str) -> str:
        return self._governance.begin(contract_id, tenant_id).job_id
