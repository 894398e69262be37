# Layer: L5 — Engines
"""Give out the credentials of a connection, and note who asked."""

from datetime import datetime, timezone

from app.hoc.cus.integrations.L5_vault.drivers.vault_driver import VaultDriver


def _utc_now() -> datetime:
    return datetime.now(timezone.utc)


class VaultEngine:
    def __init__(self, driver: VaultDriver) -> None:
        self._driver = driver
        self._access_log: list[tuple[datetime, str, str]] = []

    def credential(self, connection_id: str, actor: str) -> str:
        self._access_log.append((_utc_now(), connection_id, actor))
        return self._driver.read(connection_id)
