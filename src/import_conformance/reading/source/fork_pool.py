"""Pieces of work that this process shares with copies of itself, where the machine has processors to spare.

A copy (`os.fork`) has all that the work is about without being handed it, and starts in some milliseconds; a pool of
processes takes a tenth of a second before it begins, and as long again to hand texts and facts to and fro. Whoever is
free takes the next piece, so that all end at about the same time.
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
    """What is to be done.

    do: does the piece of a number, and answers with anything. pack, unpack: such an answer as a value for `marshal`,
    and back. pieces: their numbers, in the order in which they are taken. for_copies: those that a copy takes before
    all others and this process only when no copy has done them.
    """

    do: Callable[[int], Any]
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]
    pieces: Sequence[int]
    for_copies: Sequence[int] = ()


def shared(work: Task, copies: int, begun: Callable[[int], None]) -> dict[int, Any]:
    """The answers to all pieces by number; what a copy did not do, as it failed or was killed, is done here.

    copies: how many share the work; without any, or where the system grants none, everything is done here. begun: is
    told each piece that this process begins. The process must not have threads, of which a copy has none.
    """
    answers: dict[int, Any] = {}
    if copies > 0:
        # Without processes or descriptors to spare, what is left is done below.
        with suppress(OSError), _Queue(work.for_copies) as first, _Queue(work.pieces) as rest:
            helpers: list[_Worker] = []
            try:
                with suppress(OSError):
                    helpers += (_Worker(work, (first, rest)) for _ in range(copies))
                for number in rest:
                    begun(number)
                    answers[number] = work.do(number)
                for helper in helpers:
                    answers |= {number: work.unpack(packed) for number, packed in helper.answers().items()}
            finally:
                for helper in helpers:
                    helper.end()
    for number in (*work.pieces, *work.for_copies):
        if number not in answers:
            begun(number)
            answers[number] = work.do(number)
    return answers


class _Queue:
    """Numbers of which each is taken by one process: a pipe that was filled beforehand."""

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
    """A copy of this process at work on the queues, one after the other.

    Raises:
        OSError: when the system has no process or no descriptor left for one.
    """

    def __init__(self, work: Task, queues: Sequence[_Queue]) -> None:
        parent = os.getpid()
        self._reading, writing = os.pipe()
        # A copy that is interrupted before it is on its way would go on as a second one of this process.
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process = os.fork()
            if not self._process:
                _hand_over(work, queues, (self._reading, writing), parent)
        except OSError:
            os.close(self._reading)
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)
            os.close(writing)

    def answers(self) -> dict[int, Any]:
        """The packed answers by number, once all are there; none where the copy has failed."""
        with open(self._reading, "rb", closefd=False) as stream:
            told = stream.read()
        if len(told) < _LENGTH or int.from_bytes(told[:_LENGTH], "big") != len(told) - _LENGTH:
            return {}
        found: dict[int, Any] = marshal.loads(memoryview(told)[_LENGTH:])  # noqa: S302  # whole, and our own
        return found

    def end(self) -> None:
        """Leave no process behind, whatever it is at."""
        os.close(self._reading)
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        # Where the caller has this process ignore the end of others, nobody is left to wait for.
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def _hand_over(work: Task, queues: Iterable[Iterable[int]], pipe: tuple[int, int], parent: int) -> NoReturn:
    """What the copy does: never return, say nothing on the terminal, and end when its parent has."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        gc.disable()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for terminal in (1, 2):
            os.dup2(nowhere, terminal)
        reading, writing = pipe
        # Else it would be its own reader, and wait for ever for one that is gone.
        os.close(reading)
        told: dict[int, Any] = {}
        for number in chain.from_iterable(queues):
            if os.getppid() != parent:
                os._exit(0)
            told[number] = work.pack(work.do(number))
        answer = marshal.dumps(told, 2)
        with open(writing, "wb") as stream:
            stream.write(len(answer).to_bytes(_LENGTH, "big"))
            stream.write(answer)
    finally:
        os._exit(0)
