"""How far a long piece of work is, told to whoever wants to know."""

from collections.abc import Callable

# Called with the stage ("reading"), how many of its parts are done, and how many there are.
ProgressCallback = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Nobody wants to know."""
