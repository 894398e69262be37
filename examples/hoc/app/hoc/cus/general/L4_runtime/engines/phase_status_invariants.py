# Layer: L4 — Runtime
"""Which status a run may have in which phase."""

PERMITTED = {
    "planning": {"queued", "running"},
    "execution": {"running", "paused"},
    "closing": {"succeeded", "failed", "cancelled"},
}


class InvariantViolation(ValueError):
    """A run claims a status that its phase does not permit."""


class PhaseStatusInvariantChecker:
    def __init__(self, strict: bool = True) -> None:
        self.strict = strict

    def check(self, phase: str, status: str) -> bool:
        holds = status in PERMITTED.get(phase, set())
        if self.strict and not holds:
            raise InvariantViolation(f"status {status!r} cannot occur in phase {phase!r}")
        return holds


def check_phase_status_invariant(phase: str, status: str) -> bool:
    return PhaseStatusInvariantChecker().check(phase, status)
