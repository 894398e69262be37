# Layer: L5 — Engines
"""Execute the jobs of a queue: retries, a deadline and a dead-letter box."""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from app.utils.ids import new_id

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
BACKOFF_SECONDS = 0.5
DEADLINE_SECONDS = 30.0


class JobFailed(RuntimeError):
    """A job used up its attempts."""


@dataclass
class Job:
    """Something to call, and how often it has been tried."""

    name: str
    action: Callable[[], object]
    job_id: str = field(default_factory=lambda: new_id("job"))
    attempts: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def is_spent(self) -> bool:
        return self.attempts >= MAX_ATTEMPTS


class JobExecutor:
    """First in, first out; a job that fails goes to the end of the queue."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._queue: deque[Job] = deque()
        self._dead: list[Job] = []
        self._clock = clock

    def submit(self, name: str, action: Callable[[], object]) -> str:
        job = Job(name=name, action=action)
        self._queue.append(job)
        return job.job_id

    def run_all(self) -> int:
        deadline = self._clock() + DEADLINE_SECONDS
        succeeded = 0
        while self._queue and self._clock() < deadline:
            job = self._queue.popleft()
            if self._attempt(job):
                succeeded += 1
            elif job.is_spent:
                self._dead.append(job)
            else:
                self._queue.append(job)
        return succeeded

    def _attempt(self, job: Job) -> bool:
        job.attempts += 1
        try:
            job.action()
        except Exception as error:
            job.errors.append(str(error))
            logger.warning("job failed", extra={"job": job.name, "attempt": job.attempts})
            time.sleep(BACKOFF_SECONDS * job.attempts)
            return False
        return True

    def raise_for_dead(self) -> None:
        if self._dead:
            names = ", ".join(sorted(job.name for job in self._dead))
            raise JobFailed(f"{len(self._dead)} jobs are dead: {names}")

    def pending(self) -> list[str]:
        return [job.name for job in self._queue]
