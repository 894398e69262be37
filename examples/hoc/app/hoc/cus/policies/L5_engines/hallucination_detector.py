# Layer: L5 — Engines
"""Find claims in an answer that its sources cannot support."""

import re
from datetime import datetime

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
QUOTE = re.compile(r"\"([^\"]{20,})\"")


class HallucinationDetector:
    """Looks at the two claims that models invent most often: years and quotations."""

    def __init__(self, sources: list[str]) -> None:
        self._sources = sources

    def unsupported_quotes(self, answer: str) -> list[str]:
        return [q for q in QUOTE.findall(answer) if not any(q in text for text in self._sources)]

    def impossible_years(self, answer: str) -> list[int]:
        years = {int(found) for found in YEAR.findall(answer)}
        return sorted(year for year in years if year > datetime.now().year)

    def stale(self, answer: str, horizon: int = 5) -> bool:
        years = [int(found) for found in YEAR.findall(answer)]
        return bool(years) and max(years) < datetime.now().year - horizon
