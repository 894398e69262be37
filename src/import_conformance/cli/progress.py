"""Progress on a terminal, for work that takes longer than a second; elsewhere nothing is shown.

No thread redraws the line, because the reader could not fork processes safely beside one. The line changes when the
work reports its progress.
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

# Seconds before the line appears, and between two of its states.
PATIENCE = 1.0
PAUSE = 0.1


@contextmanager
def progress_line() -> Iterator[ProgressCallback]:
    """Yield what work calls to report its progress; the line on standard error is removed when the block is left."""
    if not _is_watched():
        yield silent
        return
    meter = Meter()
    try:
        yield meter.update
    finally:
        meter.close()


def _is_watched() -> bool:
    """Whether standard error is a terminal that can move its cursor, outside of CI."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    return is_terminal and not os.environ.get("CI") and os.environ.get("TERM", "dumb") != "dumb"


class Meter:
    """One line with the progress of the work, shown once the work has lasted for PATIENCE."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._drawn = 0.0
        self._stage = ""
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def update(self, stage: str, done: int, total: int) -> None:
        """Show the progress; a terminal that is gone does not stop the work."""
        now = time.monotonic()
        is_news = stage != self._stage or done == total or now - self._drawn >= PAUSE
        if now - self._started < PATIENCE or not is_news:
            return
        self._drawn, self._stage = now, stage
        with suppress(OSError):
            self._draw(stage, done, total)

    def close(self) -> None:
        """Remove the line."""
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
    """Build the line; rich is imported here, so that only runs that show it pay for rich."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    # The original stream, because what is written to `sys.stderr` may be cached as part of the answer.
    console = Console(file=sys.__stderr__)
    # No thread, and no redirection of the program's output.
    return Progress(
        *columns, console=console, transient=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
    )
