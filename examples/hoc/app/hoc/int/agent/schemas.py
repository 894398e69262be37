# Layer: L5 — Engines
"""What an agent says about itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AgentStatus:
    name: str
    skills: frozenset[str]
    free_slots: int
