# Layer: L5 — Engines
"""One view of the runs of a tenant."""

from datetime import timedelta

from app.hoc.cus.activity.L6_drivers.activity_read_driver import ActivityReadDriver, RunRow
from app.hoc.cus.general.L5_utils.time import utc_now


class ActivityFacade:
    def __init__(self, driver: ActivityReadDriver) -> None:
        self._driver = driver

    def today(self, tenant_id: str) -> list[RunRow]:
        return self._driver.runs_since(tenant_id, utc_now() - timedelta(days=1))

    def failure_rate(self, tenant_id: str, days: int = 7) -> float:
        rows = self._driver.runs_since(tenant_id, utc_now() - timedelta(days=days))
        failed = sum(row.status == "failed" for row in rows)
        return failed / len(rows) if rows else 0.0
