# Layer: L3 — Adapters
"""Hand the logs of a customer out as a file."""

import json
from datetime import datetime

from app.services.logs_service import LogsService


class CustomerLogsAdapter:
    def __init__(self) -> None:
        self._logs = LogsService()

    def export(self, tenant_id: str, limit: int = 1000) -> tuple[str, str]:
        lines = [json.dumps(entry) for entry in self._logs.latest(tenant_id, limit)]
        stamp = datetime.utcnow().isoformat(timespec="seconds")
        return f"logs-{tenant_id}-{stamp}.jsonl", "\n".join(lines)
