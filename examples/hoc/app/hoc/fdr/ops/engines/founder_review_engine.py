# Layer: L5 — Engines
"""What the founders look at on Monday morning."""

from app.hoc.fdr.ops.drivers.ops_driver import OpsDriver


class FounderReviewEngine:
    def __init__(self, driver: OpsDriver) -> None:
        self._driver = driver

    def agenda(self, quiet_below: int = 1) -> list[str]:
        tenants = self._driver.runs_by_tenant()
        return [f"{name}: {runs} runs" for name, runs in tenants if runs >= quiet_below]
