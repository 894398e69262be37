# Layer: L5 — Engines
"""Send the alerts that wait in the queue."""

import logging

from app.hoc.cus.analytics.L6_drivers.alert_driver import AlertDriver

logger = logging.getLogger(__name__)


class AlertWorker:
    def __init__(self, driver: AlertDriver, batch_size: int = 25) -> None:
        self._driver = driver
        self._batch_size = batch_size

    def run_once(self) -> int:
        sent = 0
        for alert_id, text in self._driver.next_batch(self._batch_size):
            if self._send(text):
                self._driver.mark_sent(alert_id)
                sent += 1
        logger.info("alerts sent: %d", sent)
        return sent

    def _send(self, text: str) -> bool:
        from app.hoc.cus.analytics.L3_adapters.alert_adapter import deliver

        return deliver(text)
