"""Write the baseline: known findings, one per line of debt, with how often each occurs and why it is tolerated."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from import_conformance.model.debt.ratchet import BASELINE_VERSION
from import_conformance.model.verdict import KnownFinding
from import_conformance.writing.files import replace_file

MAX_HISTORY = 200


def write_baseline(
    path: Path,
    known: Iterable[KnownFinding],
    laws: Mapping[str, str] | None = None,
    history: Sequence[int] = (),
) -> None:
    """Replace the baseline, or raise OSError and leave it as it was; arguments as for `baseline_text`."""
    replace_file(path, baseline_text(known, laws, history))


def baseline_text(
    known: Iterable[KnownFinding], laws: Mapping[str, str] | None = None, history: Sequence[int] = ()
) -> str:
    """Render a baseline.

    Args:
        known: Its findings, in any order.
        laws: By id, digests of the laws that the findings are of.
        history: How many findings were known after each change so far, oldest first.
    """
    ordered = sorted(known, key=lambda entry: (entry.law, entry.path, entry.root, entry.message, entry.fingerprint))
    total = sum(entry.count for entry in ordered)
    grown = history if history and history[-1] == total else (*history, total)
    document = {
        "version": BASELINE_VERSION,
        "laws": dict(laws or {}),
        "history": list(grown)[-MAX_HISTORY:],
        "findings": [_entry(entry) for entry in ordered],
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _entry(entry: KnownFinding) -> dict[str, object]:
    return {
        "law": entry.law,
        "path": entry.path,
        "message": entry.message,
        "count": entry.count,
        "reason": entry.reason,
        "fingerprint": entry.fingerprint,
        **({"root": entry.root} if entry.root else {}),
    }
