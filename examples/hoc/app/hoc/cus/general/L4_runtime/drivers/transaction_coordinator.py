# Layer: L4 — Runtime
"""Write the outcome of a run to several domains, all of it or nothing."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.db import session_scope

logger = logging.getLogger(__name__)

Write = Callable[[Session], Any]
Publish = Callable[[dict[str, Any]], None]

WRITE_ORDER = ("trace", "incident", "policy")


class TransactionFailed(RuntimeError):
    """One of the writes failed; none of them was kept."""

    def __init__(self, part: str, cause: Exception) -> None:
        super().__init__(f"write of {part} failed: {cause}")
        self.part = part
        self.cause = cause


@dataclass
class RunCompletionTransaction:
    """The writes that belong to the end of one run."""

    run_id: str
    tenant_id: str
    writes: dict[str, Write] = field(default_factory=dict)
    results: dict[str, Any] = field(default_factory=dict)

    def add(self, part: str, write: Write) -> "RunCompletionTransaction":
        if part not in WRITE_ORDER:
            raise ValueError(f"unknown part {part!r}, expected one of {WRITE_ORDER}")
        if part in self.writes:
            raise ValueError(f"part {part!r} was given twice for run {self.run_id}")
        self.writes[part] = write
        return self

    def in_order(self) -> list[tuple[str, Write]]:
        return [(part, self.writes[part]) for part in WRITE_ORDER if part in self.writes]


class TransactionCoordinator:
    """Runs the writes in one session and publishes events only after the commit."""

    def __init__(self, publish: Publish | None = None) -> None:
        self._publish = publish

    def execute(self, transaction: RunCompletionTransaction) -> dict[str, Any]:
        with session_scope() as session:
            for part, write in transaction.in_order():
                try:
                    transaction.results[part] = write(session)
                    session.flush()
                except Exception as error:
                    session.rollback()
                    logger.exception("run completion failed", extra={"run": transaction.run_id})
                    raise TransactionFailed(part, error) from error
            session.commit()
        self._announce(transaction)
        return transaction.results

    def _announce(self, transaction: RunCompletionTransaction) -> None:
        if self._publish is None:
            return
        event = {"run_id": transaction.run_id, "tenant_id": transaction.tenant_id}
        for part in transaction.results:
            self._publish({**event, "kind": f"{part}.recorded"})


_coordinator: TransactionCoordinator | None = None


def get_transaction_coordinator() -> TransactionCoordinator:
    global _coordinator
    if _coordinator is None:
        _coordinator = TransactionCoordinator()
    return _coordinator
