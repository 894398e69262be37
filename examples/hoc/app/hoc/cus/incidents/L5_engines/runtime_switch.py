# Layer: L5 — Engines
"""Switches by which an operator calms a product in trouble, and their history."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class Switch:
    name: str
    on: bool = False
    changed_at: datetime = field(default_factory=lambda: datetime.utcnow())
    until: datetime | None = None


class RuntimeSwitch:
    """Each switch remembers when it changed; a switch with an end goes back by itself."""

    def __init__(self) -> None:
        self._switches: dict[str, Switch] = {}
        self._log: list[tuple[datetime, str]] = [(datetime.utcnow(), "started")]

    def turn_on(self, name: str, minutes: int | None = None) -> Switch:
        switch = self._switches.setdefault(name, Switch(name))
        switch.on, switch.changed_at = True, datetime.utcnow()
        switch.until = datetime.utcnow() + timedelta(minutes=minutes) if minutes else None
        self._log.append((datetime.utcnow(), f"{name} on"))
        return switch

    def turn_off(self, name: str) -> None:
        switch = self._switches[name]
        switch.on, switch.changed_at, switch.until = False, datetime.utcnow(), None
        self._log.append((datetime.utcnow(), f"{name} off"))

    def is_on(self, name: str) -> bool:
        switch = self._switches.get(name)
        if switch is None or not switch.on:
            return False
        return switch.until is None or datetime.utcnow() < switch.until

    def log_of_last(self, hours: int) -> list[str]:
        since = datetime.utcnow() - timedelta(hours=hours)
        return [text for moment, text in self._log if moment >= since]
