# Layer: L3 — Adapters
"""Post messages to the Slack channel that a customer connected."""

import httpx

from app.hoc.cus.integrations.L3_adapters.base import Adapter
from app.hoc.cus.integrations.L5_engines.cus_health_engine import CustomerHealth, Probe


class SlackAdapter(Adapter):
    name = "slack"

    def __init__(self, url: str, health: CustomerHealth) -> None:
        self._url = url
        self._health = health

    def post(self, text: str) -> bool:
        answer = httpx.post(self._url, json={"text": text})
        latency_ms = answer.elapsed.total_seconds() * 1000
        self._health.record(Probe(self.name, answer.is_success, latency_ms))
        return answer.is_success
