# Layer: L6 — Drivers
"""The agents that have reported to this process."""

from typing import Any


class AgentDriver:
    def __init__(self) -> None:
        self._agents: dict[str, Any] = {}

    def report(self, name: str, status: Any) -> None:
        self._agents[name] = status

    def all(self) -> list[Any]:
        return list(self._agents.values())
