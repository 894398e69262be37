# Layer: L6 — Drivers
"""Measure the health of a customer's connections (driver)."""

import statistics
from collections import deque
from dataclasses import dataclass, field
from enum import Enum

WINDOW = 50
SLOW_MS = 1500.0
FLAKY_SHARE = 0.10
DOWN_SHARE = 0.50


class HealthState(str, Enum):
    """From best to worst; unknown stands apart."""

    HEALTHY = "healthy"
    SLOW = "slow"
    FLAKY = "flaky"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Probe:
    """One answer of a connection, or its failure to answer."""

    connection_id: str
    succeeded: bool
    latency_ms: float = 0.0


@dataclass
class ConnectionHealth:
    """A sliding window over the last probes of one connection."""

    connection_id: str
    probes: deque[Probe] = field(default_factory=lambda: deque(maxlen=WINDOW))

    def record(self, probe: Probe) -> None:
        if probe.connection_id != self.connection_id:
            raise ValueError(f"probe of {probe.connection_id} given to {self.connection_id}")
        self.probes.append(probe)

    @property
    def failure_share(self) -> float:
        if not self.probes:
            return 0.0
        return sum(not probe.succeeded for probe in self.probes) / len(self.probes)

    @property
    def median_latency_ms(self) -> float:
        answered = [probe.latency_ms for probe in self.probes if probe.succeeded]
        return statistics.median(answered) if answered else 0.0

    def state(self) -> HealthState:
        if not self.probes:
            return HealthState.UNKNOWN
        if self.failure_share >= DOWN_SHARE:
            return HealthState.DOWN
        if self.failure_share >= FLAKY_SHARE:
            return HealthState.FLAKY
        return HealthState.SLOW if self.median_latency_ms > SLOW_MS else HealthState.HEALTHY


class CustomerHealth:
    """The connections of one customer, judged together."""

    def __init__(self, tenant_id: str) -> None:
        self.tenant_id = tenant_id
        self._connections: dict[str, ConnectionHealth] = {}

    def record(self, probe: Probe) -> HealthState:
        health = self._connections.get(probe.connection_id)
        if health is None:
            health = ConnectionHealth(probe.connection_id)
            self._connections[probe.connection_id] = health
        health.record(probe)
        return health.state()

    def summary(self) -> dict[str, str]:
        return {name: health.state().value for name, health in self._connections.items()}
