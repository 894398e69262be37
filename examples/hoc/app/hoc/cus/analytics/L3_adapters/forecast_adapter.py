# Layer: L3 — Adapters
"""Start a predicted run, through general's gate when it is a dear one."""

from app.hoc.cus.analytics.L5_engines.prediction import is_dear, predict_cents
from app.hoc.cus.general.L5_engines.run_gate_engine import RunGateEngine


class ForecastAdapter:
    def __init__(self, gate: RunGateEngine, tenant_id: str) -> None:
        self._gate = gate
        self._tenant_id = tenant_id

    def start(self, contract_id: str, past_steps: list[int], past_cents: list[int], steps: int) -> str | None:
        if not is_dear(predict_cents(past_steps, past_cents, steps)):
            return None
        return self._gate.admit(contract_id, self._tenant_id)
