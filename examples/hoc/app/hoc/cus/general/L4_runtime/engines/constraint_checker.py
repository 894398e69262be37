# Layer: L4 — Runtime
"""Decide whether the content of a step may be inspected for a tenant."""

from dataclasses import dataclass, field

OPAQUE_SKILLS = frozenset({"vault.read", "payment.charge", "mail.send"})


@dataclass
class InspectionConstraintChecker:
    """Opaque skills are never inspected; a tenant may opt out of all others."""

    opted_out: set[str] = field(default_factory=set)

    def allows(self, tenant_id: str, skill: str) -> bool:
        return tenant_id not in self.opted_out and skill not in OPAQUE_SKILLS

    def violations(self, tenant_id: str, skills: list[str]) -> list[str]:
        return [skill for skill in skills if not self.allows(tenant_id, skill)]


_checker = InspectionConstraintChecker()


def check_inspection_allowed(tenant_id: str, skill: str) -> bool:
    return _checker.allows(tenant_id, skill)
