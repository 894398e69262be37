# Layer: L5 — Engines
"""Turn signs of trouble in a run into a governed job."""

from collections import deque
from datetime import datetime, timedelta

from app.hoc.cus.general.L4_runtime.facades.run_governance_facade import RunGovernanceFacade
from app.hoc.cus.general.L5_utils.time import utc_now

QUIET_FOR = timedelta(minutes=5)


class RunSignalEngine:
    """Several signs within five minutes start one job, not many."""

    def __init__(self, governance: RunGovernanceFacade) -> None:
        self._governance = governance
        self._recent: deque[tuple[str, datetime]] = deque(maxlen=1000)

    def signal(self, contract_id: str, tenant_id: str) -> str | None:
        now = utc_now()
        if any(name == contract_id and now - at < QUIET_FOR for name, at in self._recent):
            return None
        self._recent.append((contract_id, now))
        return self._governance.begin(contract_id, tenant_id).job_id
