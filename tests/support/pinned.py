"""Texts pinned in files: compared whole, and rewritten on request.

After an intended change, `UPDATE_SNAPSHOTS=1 pytest tests/reporting` writes the files; read the diff before you
commit it.
"""

import os
from pathlib import Path


def is_pinned(path: Path, text: str) -> bool:
    """Return True when a file holds exactly this text; with UPDATE_SNAPSHOTS set, write the text first."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8") == text
