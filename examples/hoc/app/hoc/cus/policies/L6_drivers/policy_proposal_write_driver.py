# Layer: L6 — Drivers
"""Write proposals, and the version and rules that come of an accepted one."""

from sqlmodel import Session, func, select

from app.models.policy import PolicyProposal, PolicyRules, PolicyVersion


class PolicyProposalWriteDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def create_proposal(self, tenant_id: str, title: str) -> PolicyProposal:
        proposal = PolicyProposal(tenant_id=tenant_id, title=title)
        self._session.add(proposal)
        self._session.flush()
        return proposal

    def publish(self, proposal: PolicyProposal, rules: list[str]) -> int:
        number = self._next_number(proposal.tenant_id)
        self._session.add(PolicyVersion(proposal_id=proposal.id, number=number))
        self._session.add(PolicyRules(proposal_id=proposal.id, body="\n".join(rules)))
        proposal.status = "accepted"
        self._session.flush()
        return number

    def _next_number(self, tenant_id: str) -> int:
        joined = select(func.count(PolicyVersion.id)).join(PolicyProposal)
        return self._session.exec(joined.where(PolicyProposal.tenant_id == tenant_id)).one() + 1
