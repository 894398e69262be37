# Layer: L5 — Engines
"""The side of analytics that asks general to govern a run."""

from app.hoc.cus.general.L4_runtime.facades.run_governance_facade import (
    get_run_governance_facade,
)


class CoordinatorClient:
    def __init__(self, tenant_id: str) -> None:
        self.tenant_id = tenant_id

    def begin_run(self, contract_id: str) -> str:
        job = get_run_governance_facade().begin(contract_id, self.tenant_id)
        return job.job_id
