# Layer: L5 — Engines
"""Bring a knowledge plane into service, stage by stage."""

from app.hoc.cus.general.L5_lifecycle.engines.base import (
    StageContext,
    StageRegistry,
    StageResult,
)


class OnboardingOrchestrator:
    """Stops at the first stage that fails; a plane is never half in service."""

    def __init__(self, stages: StageRegistry) -> None:
        self._stages = stages

    def onboard(self, plane_id: str, tenant_id: str) -> list[StageResult]:
        context = StageContext(plane_id=plane_id, tenant_id=tenant_id)
        results: list[StageResult] = []
        for handler in self._stages:
            result = handler.run(context)
            results.append(result)
            if not result.succeeded:
                break
        return results
