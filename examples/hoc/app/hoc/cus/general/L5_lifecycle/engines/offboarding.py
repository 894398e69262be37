# Layer: L5 — Engines
"""Take a knowledge plane out of service and leave nothing behind."""

from app.hoc.cus.general.L5_lifecycle.engines import base


class OffboardingOrchestrator:
    """Runs every stage in reverse, also after a failure, and reports what is left."""

    def __init__(self, stages: base.StageRegistry) -> None:
        self._reversed = tuple(stages)[::-1]

    def offboard(self, context: base.StageContext) -> dict[str, str]:
        leftovers = {}
        for handler in self._reversed:
            try:
                outcome = handler.run(context)
            except OSError as error:
                leftovers[handler.stage] = str(error)
            else:
                if not outcome.succeeded:
                    leftovers[handler.stage] = outcome.message
        return leftovers
