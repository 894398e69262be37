# Layer: L5 — Engines
"""The numbers on the first page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.hoc.cus.general.L5_utils.time import utc_now
from app.hoc.cus.overview.L6_drivers.overview_driver import OverviewDriver


@dataclass(frozen=True)
class Overview:
    open_incidents: int
    runs_today: int
    computed_at: datetime


class OverviewFacade:
    def __init__(self, driver: OverviewDriver) -> None:
        self._driver = driver

    def of(self, tenant_id: str) -> Overview:
        return Overview(
            open_incidents=self._driver.open_incidents(tenant_id),
            runs_today=self._driver.runs_today(tenant_id),
            computed_at=utc_now(),
        )


def facade_for(session: Any) -> OverviewFacade:
    return OverviewFacade(OverviewDriver(session))
