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
from typing import Any, NamedTuple

# A piece is handed over as one byte.
MOST_PIECES = 256
_LENGTH = 8


class Work(NamedTuple):
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


def shared(work: Work, copies: int, begun: Callable[[int], None]) -> dict[int, Any]:
    """The answers to all pieces by number; what a copy did not do, as it failed or was killed, is done here.

    copies: how many share the work; without any, everything is done here. begun: is told each piece that this process
    begins. The process must not have threads, of which a copy has none.
    """
    answers: dict[int, Any] = {}
    if copies > 0 and hasattr(os, "fork"):
        with _Queue(work.for_copies) as first, _Queue(work.pieces) as rest:
            helpers: list[_Helper] = []
            try:
                helpers += (_Helper(work, (first, rest)) for _ in range(copies))
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


class _Helper:
    """A copy of this process at work on the queues, one after the other."""

    def __init__(self, work: Work, queues: Sequence[_Queue]) -> None:
        self._reading, writing = os.pipe()
        self._process = os.fork()
        if not self._process:
            _hand_over(work, queues, writing)
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
        os.waitpid(self._process, 0)


def _hand_over(work: Work, queues: Iterable[Iterable[int]], writing: int) -> None:
    """What the copy does: never return, and say nothing on the terminal."""
    try:
        gc.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        told = marshal.dumps({number: work.pack(work.do(number)) for queue in queues for number in queue}, 2)
        with open(writing, "wb") as stream:
            stream.write(len(told).to_bytes(_LENGTH, "big"))
            stream.write(told)
    finally:
        os._exit(0)
