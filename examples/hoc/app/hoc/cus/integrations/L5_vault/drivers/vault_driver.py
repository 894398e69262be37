# Layer: L6 — Drivers
"""Read sealed credentials from disk."""

import base64
from pathlib import Path


class VaultDriver:
    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, connection_id: str) -> str:
        sealed = (self._root / f"{connection_id}.sealed").read_bytes()
        return base64.b85decode(sealed).decode()

    def write(self, connection_id: str, secret: str) -> None:
        (self._root / f"{connection_id}.sealed").write_bytes(base64.b85encode(secret.encode()))
