# Layer: L5 — Engines
"""Find failures that come back."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from app.hoc.cus.general.L5_utils.time import utc_now


@dataclass
class Pattern:
    signature: str
    run_ids: list[str] = field(default_factory=list)
    last_seen: datetime = field(default_factory=utc_now)


class PatternDetection:
    """Two runs fail in the same way when skill and error code agree."""

    def __init__(self, min_runs: int = 3) -> None:
        self._min_runs = min_runs
        self._seen: dict[str, list[str]] = defaultdict(list)

    def observe(self, run_id: str, skill: str, error_code: str) -> Pattern | None:
        signature = f"{skill}:{error_code}"
        runs = self._seen[signature]
        if run_id not in runs:
            runs.append(run_id)
        return Pattern(signature, list(runs)) if len(runs) >= self._min_runs else None
