# Layer: L5 — Engines
"""Evaluate the policies of a tenant in the order of their workflow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Condition = Callable[[dict[str, object]], bool]


@dataclass(frozen=True)
class PolicyCheck:
    policy_id: str
    blocks: bool
    applies: Condition


@dataclass(frozen=True)
class PolicyVerdict:
    blocked_by: str | None
    warned_by: tuple[str, ...]


class PolicyDriver:
    """The first policy that blocks ends the evaluation; warnings add up until then."""

    def __init__(self, checks: Iterable[PolicyCheck]) -> None:
        self._checks = tuple(checks)

    def evaluate(self, facts: dict[str, object]) -> PolicyVerdict:
        warned: list[str] = []
        for check in self._checks:
            if not check.applies(facts):
                continue
            if check.blocks:
                return PolicyVerdict(check.policy_id, tuple(warned))
            warned.append(check.policy_id)
        return PolicyVerdict(None, tuple(warned))
