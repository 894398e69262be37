# Layer: L5 — Engines
"""Tell when a tenant spends far more than it usually does."""

from dataclasses import dataclass
from statistics import fmean

from app.hoc.cus.analytics.L6_drivers.cost_write_driver import CostWriteDriver

MIN_HISTORY = 7


@dataclass(frozen=True)
class CostAnomaly:
    tenant_id: str
    factor: float


class CostAnomalyDetector:
    def __init__(self, driver: CostWriteDriver, threshold: float = 1.5) -> None:
        self._driver = driver
        self._threshold = threshold

    def detect(self, tenant_id: str, daily_cents: list[int]) -> CostAnomaly | None:
        if len(daily_cents) <= MIN_HISTORY:
            return None
        *history, today = daily_cents
        usual = fmean(history) or 1.0
        if today / usual < self._threshold:
            return None
        self._driver.tag(tenant_id, "anomalous")
        return CostAnomaly(tenant_id, today / usual)

    def escalate(self, anomaly: CostAnomaly, incident_engine: object) -> str:
        from app.hoc.cus.incidents.L3_adapters.anomaly_bridge import report_anomaly

        return report_anomaly(incident_engine, anomaly.tenant_id, "cost", anomaly.factor)
