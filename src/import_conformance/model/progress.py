"""The progress of a long piece of work, as a callback."""

from collections.abc import Callable

# Called with the stage ("reading"), the number of its parts that are done, and the number of all.
ProgressCallback = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Ignore progress."""
