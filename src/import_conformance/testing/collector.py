"""Keep Python's garbage collector from going through what was read, which lives to the end of the run."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_to_last() -> Iterator[None]:
    """Build values that live to the end of the process without the collector, and let it pass over them afterwards.

    Each full collection visits every value of a code base and finds nothing: as they are built, in the tests that run
    later, and twice when pytest ends. All objects that exist when the block is left are passed over. Where the
    collector is off already, nothing is changed.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
