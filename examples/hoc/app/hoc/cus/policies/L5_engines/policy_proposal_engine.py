# Layer: L5 — Engines
"""From an observed pattern to a proposal that a human may accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.hoc.cus.general.L5_utils.time import utc_now
from app.hoc.cus.policies.L6_drivers.policy_proposal_write_driver import PolicyProposalWriteDriver

if TYPE_CHECKING:
    from app.models.policy import PolicyProposal

MIN_OCCURRENCES = 3


class PolicyProposalEngine:
    """Proposes nothing that was seen less than three times."""

    def __init__(self, driver: PolicyProposalWriteDriver) -> None:
        self._driver = driver

    def propose(self, tenant_id: str, pattern: str, occurrences: int) -> PolicyProposal | None:
        if occurrences < MIN_OCCURRENCES:
            return None
        title = f"{pattern} ({occurrences} times until {utc_now():%Y-%m-%d})"
        return self._driver.create_proposal(tenant_id, title)

    def accept(self, proposal: PolicyProposal, rules: list[str]) -> int:
        if proposal.status != "open":
            raise ValueError(f"proposal {proposal.id} is {proposal.status}")
        return self._driver.publish(proposal, rules)
