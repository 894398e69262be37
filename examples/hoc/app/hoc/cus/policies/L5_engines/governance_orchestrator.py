# Layer: L4 — Runtime
"""Activate contracts, run their jobs and ask for an audit when a job is over."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from enum import Enum

from app.utils.ids import new_id

logger = logging.getLogger(__name__)

AuditHook = Callable[["GovernanceJob"], None]


class JobState(str, Enum):
    """What a governed job may be doing."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


class OrchestrationError(RuntimeError):
    """A transition was asked for that the contract does not permit."""


@dataclass
class GovernanceJob:
    """One unit of work done under a contract."""

    contract_id: str
    tenant_id: str
    job_id: str = field(default_factory=lambda: new_id("job"))
    state: JobState = JobState.PENDING
    started_at: datetime | None = None
    finished_at: datetime | None = None
    reason: str | None = None

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.COMPLETED, JobState.FAILED)


class GovernanceOrchestrator:
    """Owns the life of contracts and of the jobs that run under them."""

    def __init__(self, audit: AuditHook | None = None) -> None:
        self._active: dict[str, str] = {}
        self._jobs: dict[str, GovernanceJob] = {}
        self._audit = audit

    def activate_contract(self, contract_id: str, tenant_id: str) -> None:
        holder = self._active.get(contract_id)
        if holder is not None and holder != tenant_id:
            raise OrchestrationError(f"contract {contract_id} is active for another tenant")
        self._active[contract_id] = tenant_id
        logger.info("contract activated", extra={"contract": contract_id, "tenant": tenant_id})

    def start_job(self, contract_id: str) -> GovernanceJob:
        tenant_id = self._active.get(contract_id)
        if tenant_id is None:
            raise OrchestrationError(f"contract {contract_id} is not active")
        job = GovernanceJob(contract_id=contract_id, tenant_id=tenant_id)
        job.state = JobState.RUNNING
        job.started_at = datetime.now(timezone.utc)
        self._jobs[job.job_id] = job
        return job

    def complete_job(self, job_id: str, error: str | None = None) -> GovernanceJob:
        job = self._jobs[job_id]
        if job.is_over:
            raise OrchestrationError(f"job {job_id} is already {job.state.value}")
        job.state = JobState.FAILED if error else JobState.COMPLETED
        job.reason = error
        job.finished_at = datetime.now(timezone.utc)
        # Policies are audited last, when the transition is known to hold.
        if self._audit is not None:
            self._audit(job)
        return job

    def running_jobs(self, tenant_id: str) -> list[GovernanceJob]:
        mine = (job for job in self._jobs.values() if job.tenant_id == tenant_id)
        return sorted((job for job in mine if not job.is_over), key=lambda job: job.job_id)


_orchestrator = GovernanceOrchestrator()


def activate_contract(contract_id: str, tenant_id: str) -> None:
    _orchestrator.activate_contract(contract_id, tenant_id)


def start_job(contract_id: str) -> GovernanceJob:
    return _orchestrator.start_job(contract_id)


def complete_job(job_id: str, error: str | None = None) -> GovernanceJob:
    return _orchestrator.complete_job(job_id, error)
