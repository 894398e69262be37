# Layer: L5 — Engines
"""Write the evidence of an incident as a document for an auditor."""

from datetime import datetime

RULE = "-" * 60


class EvidenceReport:
    def __init__(self, incident_id: str, tenant_name: str) -> None:
        self.incident_id = incident_id
        self.tenant_name = tenant_name
        self._sections: list[tuple[str, list[str]]] = []

    def add_section(self, title: str, lines: list[str]) -> None:
        self._sections.append((title, lines))

    def file_name(self) -> str:
        return f"evidence-{self.incident_id}-{datetime.utcnow().strftime('%Y%m%d')}.txt"

    def render(self) -> str:
        printed = datetime.utcnow().strftime("%d %B %Y, %H:%M UTC")
        parts = [f"Incident {self.incident_id} of {self.tenant_name}", f"Printed {printed}"]
        for number, (title, lines) in enumerate(self._sections, start=1):
            parts += [RULE, f"{number}. {title}", *lines]
        return "\n".join(parts)
