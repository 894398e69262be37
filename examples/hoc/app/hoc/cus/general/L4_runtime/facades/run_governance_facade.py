# Layer: L4 — Runtime
"""The one door through which other domains ask for governance of a run."""

from functools import lru_cache

from app.hoc.cus.general.L4_runtime.drivers.transaction_coordinator import (
    RunCompletionTransaction,
    get_transaction_coordinator,
)
from app.hoc.cus.general.L4_runtime.engines.governance_orchestrator import (
    GovernanceJob,
    GovernanceOrchestrator,
)
from app.hoc.cus.general.L4_runtime.engines.phase_status_invariants import (
    check_phase_status_invariant,
)


class RunGovernanceFacade:
    """Begins and ends governed runs, and keeps the order of the two."""

    def __init__(self, orchestrator: GovernanceOrchestrator) -> None:
        self._orchestrator = orchestrator

    def begin(self, contract_id: str, tenant_id: str) -> GovernanceJob:
        check_phase_status_invariant("planning", "queued")
        self._orchestrator.activate_contract(contract_id, tenant_id)
        return self._orchestrator.start_job(contract_id)

    def end(self, job: GovernanceJob, outcome: RunCompletionTransaction) -> GovernanceJob:
        get_transaction_coordinator().execute(outcome)
        return self._orchestrator.complete_job(job.job_id)


@lru_cache(maxsize=1)
def get_run_governance_facade() -> RunGovernanceFacade:
    return RunGovernanceFacade(GovernanceOrchestrator())
