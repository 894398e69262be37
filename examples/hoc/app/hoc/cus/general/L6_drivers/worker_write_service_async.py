# Layer: L6 — Drivers
"""What a worker writes about its run while it works."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from app.models.run import Run


class WorkerWriteServiceAsync:
    """Thin writes without a decision; the caller owns the transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def start(self, run_id: str, tenant_id: str) -> Run:
        run = Run(id=run_id, tenant_id=tenant_id, created_at=datetime.utcnow())
        run.started_at = datetime.utcnow()
        self._session.add(run)
        await self._session.flush()
        return run

    async def heartbeat(self, run: Run) -> None:
        run.seen_at = datetime.utcnow()
        await self._session.flush()

    async def finish(self, run: Run, error: str | None = None) -> None:
        run.status = "failed" if error else "succeeded"
        run.error = error
        run.seen_at = datetime.utcnow()
        run.finished_at = datetime.utcnow()
        await self._session.flush()

    async def age_seconds(self, run: Run) -> float:
        return (datetime.utcnow() - run.created_at).total_seconds()
