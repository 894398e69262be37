"""Progress on a terminal, for work that takes longer than a reader is patient; elsewhere nothing is shown.

There is no clock of its own behind it: a thread would keep the reader from starting processes. What is shown changes
when the work says how far it is.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from import_conformance.model.progress import ProgressCallback, silent

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
PAUSE = 0.1


@contextmanager
def shown() -> Iterator[ProgressCallback]:
    """What work calls to say how far it is; the line on standard error is gone when the block is left."""
    if not _is_watched():
        yield silent
        return
    meter = Meter()
    try:
        yield meter.tell
    finally:
        meter.close()


def _is_watched() -> bool:
    """True when standard error is a terminal that can move its cursor, and a person may sit before it."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    return is_terminal and not os.environ.get("CI") and os.environ.get("TERM", "dumb") != "dumb"


class Meter:
    """One line that says how far the work is, from the moment on that it has lasted too long."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._drawn = 0.0
        self._stage = ""
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def tell(self, stage: str, done: int, total: int) -> None:
        """Show how far the work is. A terminal that went away is no reason to stop it."""
        now = time.monotonic()
        is_news = stage != self._stage or done == total or now - self._drawn >= PAUSE
        if now - self._started < PATIENCE or not is_news:
            return
        self._drawn, self._stage = now, stage
        with suppress(OSError):
            self._draw(stage, done, total)

    def close(self) -> None:
        """Take the line away."""
        if self._progress:
            with suppress(OSError):
                self._progress.stop()

    def _draw(self, stage: str, done: int, total: int) -> None:
        if self._progress is None or self._task is None:
            self._progress = _progress()
            self._task = self._progress.add_task(stage, total=total)
            self._progress.start()
        self._progress.update(self._task, description=stage, completed=done, total=total, refresh=True)


def _progress() -> "Progress":
    """Rich is imported here, when somebody has waited: start-up does not pay for it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    # Past whoever keeps what a command prints: this is gone when the command has ended.
    console = Console(file=sys.__stderr__)
    # No thread draws, and nothing comes between the program and its output.
    return Progress(
        *columns, console=console, transient=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
    )
