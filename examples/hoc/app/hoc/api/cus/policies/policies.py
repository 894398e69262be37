# Layer: L2 — APIs
"""POST /policies/check: would this rule be accepted?"""

from fastapi import APIRouter
from pydantic import BaseModel

from app.hoc.cus.policies.L3_adapters.policy_adapter import PolicyAdapter

router = APIRouter(prefix="/policies")


class RuleCode(BaseModel):
    code: str


@router.post("/check")
def check(rule: RuleCode) -> dict[str, object]:
    return PolicyAdapter().check(rule.code)
