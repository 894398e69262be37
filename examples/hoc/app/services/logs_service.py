# Layer: legacy — Legacy services
"""Read the log of a tenant. Frozen: the logs domain takes this over."""

import json
from pathlib import Path

from app.services.paths import tenant_dir


class LogsService:
    def __init__(self, root: Path = Path("logs")) -> None:
        self._root = root

    def latest(self, tenant_id: str, limit: int) -> list[dict[str, object]]:
        path = tenant_dir(self._root, tenant_id) / "log.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines[-limit:]]
