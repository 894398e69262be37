# Layer: L4 — Runtime
"""Turn the goal of a run into an ordered plan of steps."""

from dataclasses import dataclass

from app.hoc.cus.general.L4_runtime.engines.constraint_checker import check_inspection_allowed


@dataclass(frozen=True)
class PlanStep:
    position: int
    skill: str
    needs_inspection: bool


class PlanGenerationEngine:
    """Splits a goal at its semicolons; each part names a skill."""

    def __init__(self, tenant_id: str, max_steps: int = 20) -> None:
        self.tenant_id = tenant_id
        self.max_steps = max_steps

    def generate(self, goal: str) -> list[PlanStep]:
        skills = [part.strip() for part in goal.split(";") if part.strip()]
        if len(skills) > self.max_steps:
            raise ValueError(f"plan of {len(skills)} steps exceeds {self.max_steps}")
        return [
            PlanStep(position, skill, check_inspection_allowed(self.tenant_id, skill))
            for position, skill in enumerate(skills, start=1)
        ]


def generate_plan_for_run(tenant_id: str, goal: str) -> list[PlanStep]:
    return PlanGenerationEngine(tenant_id).generate(goal)
