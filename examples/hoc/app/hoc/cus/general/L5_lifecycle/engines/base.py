# Layer: L5 — Engines
"""What a stage of a knowledge plane's life is, and where stages register."""

from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass
class StageContext:
    plane_id: str
    tenant_id: str
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StageResult:
    stage: str
    succeeded: bool
    message: str = ""


class StageHandler(Protocol):
    stage: str

    def run(self, context: StageContext) -> StageResult: ...


class StageRegistry:
    """Handlers in the order in which they were registered."""

    def __init__(self) -> None:
        self._handlers: dict[str, StageHandler] = {}

    def register(self, handler: StageHandler) -> None:
        if handler.stage in self._handlers:
            raise ValueError(f"stage {handler.stage!r} has a handler already")
        self._handlers[handler.stage] = handler

    def __iter__(self):
        return iter(self._handlers.values())
