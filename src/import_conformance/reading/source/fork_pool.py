"""Share work with forked workers where the machine has processors to spare.

A forked worker has the input in its memory and starts in some milliseconds; a pool of processes takes a tenth of a
second to start, and as long again to pickle texts and facts. A process that is free takes the next piece, so that all
end at about the same time.
"""

import gc
import marshal
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any, NamedTuple, NoReturn

_LENGTH = 8


class Task(NamedTuple):
    """Numbered pieces of work.

    Attributes:
        do: Returns the result of a piece.
        pack: Converts a result to a value that `marshal` can write; `unpack` is the reverse.
        pieces: The numbers of the pieces, in the order in which they are taken.
        for_workers: Pieces that workers take before all others, and this process only if no worker did them.
    """

    do: Callable[[int], Any]
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]
    pieces: Sequence[int]
    for_workers: Sequence[int] = ()


def run_in_forks(work: Task, workers: int, on_begin: Callable[[int], None]) -> dict[int, Any]:
    """Return the results of all pieces by number; what a failed or killed worker left undone is done here.

    Args:
        work: The pieces.
        workers: How many workers to fork. The process must have no threads, because they do not exist in a fork.
        on_begin: Called with each piece that this process begins.
    """
    results: dict[int, Any] = {}
    if workers > 0:
        # When processes or file descriptors run out, the loop below does what is left.
        with suppress(OSError), _Queue(work.for_workers) as first, _Queue(work.pieces) as rest:
            forked: list[_Worker] = []
            try:
                with suppress(OSError):
                    forked += (_Worker(work, (first, rest)) for _ in range(workers))
                for number in rest:
                    on_begin(number)
                    results[number] = work.do(number)
                for worker in forked:
                    results |= {number: work.unpack(packed) for number, packed in worker.results().items()}
            finally:
                for worker in forked:
                    worker.end()
    for number in (*work.pieces, *work.for_workers):
        if number not in results:
            on_begin(number)
            results[number] = work.do(number)
    return results


class _Queue:
    """A pipe filled with numbers, each of which one process takes."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._reading, writing = os.pipe()
        os.write(writing, bytes(numbers))
        os.close(writing)

    def __enter__(self) -> "_Queue":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._reading)

    def __iter__(self) -> Iterator[int]:
        while taken := os.read(self._reading, 1):
            yield taken[0]


class _Worker:
    """A fork of this process that empties the queues one after the other; OSError if it cannot be started."""

    def __init__(self, work: Task, queues: Sequence[_Queue]) -> None:
        parent = os.getpid()
        self._reading, writing = os.pipe()
        # A fork interrupted before it enters its own code would continue as a second main process.
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process = os.fork()
            if not self._process:
                _work_off(work, queues, (self._reading, writing), parent)
        except OSError:
            os.close(self._reading)
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)
            os.close(writing)

    def results(self) -> dict[int, Any]:
        """Wait for the packed results by number; none when the worker failed."""
        with open(self._reading, "rb", closefd=False) as stream:
            data = stream.read()
        if len(data) < _LENGTH or int.from_bytes(data[:_LENGTH], "big") != len(data) - _LENGTH:
            return {}
        found: dict[int, Any] = marshal.loads(memoryview(data)[_LENGTH:])  # noqa: S302  # whole, and our own
        return found

    def end(self) -> None:
        """Kill the worker if it still runs, and leave no zombie."""
        os.close(self._reading)
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        # If SIGCHLD is ignored, the kernel has already reaped the worker.
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def _work_off(work: Task, queues: Iterable[Iterable[int]], pipe: tuple[int, int], parent: int) -> NoReturn:
    """Do the work of a worker, without output on the terminal, and exit; exit early when the parent is gone."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        gc.disable()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for terminal in (1, 2):
            os.dup2(nowhere, terminal)
        reading, writing = pipe
        # With its own read end open, the worker would wait forever for a parent that is gone.
        os.close(reading)
        results: dict[int, Any] = {}
        for number in chain.from_iterable(queues):
            if os.getppid() != parent:
                os._exit(0)
            results[number] = work.pack(work.do(number))
        data = marshal.dumps(results, 2)
        with open(writing, "wb") as stream:
            stream.write(len(data).to_bytes(_LENGTH, "big"))
            stream.write(data)
    finally:
        os._exit(0)
