# Layer: L5 — Engines
"""Drive an incident from its first sign to its end."""

from dataclasses import dataclass, field

ESCALATION = {"low": "medium", "medium": "high", "high": "critical"}


@dataclass
class IncidentCase:
    incident_id: str
    severity: str = "low"
    calls: int = 0
    timeline: list[str] = field(default_factory=list)


class IncidentDriver:
    """Escalates after every tenth call; critical is the end of the ladder."""

    calls_per_step = 10

    def observe(self, case: IncidentCase, event: str) -> IncidentCase:
        case.calls += 1
        case.timeline.append(event)
        if case.calls % self.calls_per_step == 0:
            case.severity = ESCALATION.get(case.severity, case.severity)
            case.timeline.append(f"escalated to {case.severity}")
        return case


def severity_after(calls: int, severity: str = "low") -> str:
    for _ in range(calls // IncidentDriver.calls_per_step):
        severity = ESCALATION.get(severity, severity)
    return severity
