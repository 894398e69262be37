# Layer: L3 — Adapters
"""What the policy API needs, in the words of the API."""

from typing import Any

from app.hoc.cus.policies.L5_engines.contract_engine import Contract
from app.hoc.cus.policies.L5_engines.validator_engine import RuleRefused, validate_rule


class PolicyAdapter:
    def check(self, code: str) -> dict[str, Any]:
        try:
            validate_rule(code)
        except (RuleRefused, SyntaxError) as error:
            return {"accepted": False, "problem": str(error)}
        return {"accepted": True}

    def advance(self, contract: Contract, state: str) -> dict[str, Any]:
        contract.move_to(state)
        return {"contract": contract.contract_id, "state": state, "final": contract.is_final}
