# Layer: L5 — Engines
"""Which agent gets the next task."""

from app.hoc.int.agent.drivers.agent_driver import AgentDriver
from app.hoc.int.agent.schemas import AgentStatus


def pick(driver: AgentDriver, skill: str) -> AgentStatus | None:
    able = [agent for agent in driver.all() if skill in agent.skills and agent.free_slots > 0]
    return max(able, key=lambda agent: agent.free_slots, default=None)
