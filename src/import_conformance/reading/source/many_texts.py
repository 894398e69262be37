"""Read the facts of many contents; a syntax tree is built only where some law needs one.

Imports and headers are found by scanning the text, which takes a tenth of the time. The scan counts where a second
reader finds the same imports; elsewhere Python's parser decides. Where it pays, forked workers share the work.
"""

import gc
import os
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from import_conformance.model.base.facts import Facts, Unreadable, Wanted
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.reading.cache.fact_codec import decode, encode
from import_conformance.reading.scanning import second_reader
from import_conformance.reading.scanning.second_reader import Scan, confirms, scans_of
from import_conformance.reading.source.fork_pool import Task, run_in_forks
from import_conformance.reading.source.one_text import facts_by_text, facts_of
from import_conformance.reading.text.prefilter import needs_tree
from import_conformance.reading.text.source_text import decode as decoded
from import_conformance.reading.text.switches import is_parser_alone, most_processes

# The number of pieces: enough that all processes end at about the same time.
PIECES, SECOND_PIECES = 96, 8
# Reading the structure of a file takes about eight times as long as its imports alone; reading its calls, twice.
COST_OF_SHAPE, COST_OF_SOURCE = 8, 2
# In bytes: the imports of this much text take a tenth of a second to read; for less, a fork costs more than it saves.
WORTH_A_FORK = 2_500_000


def facts_of_all(
    contents: Sequence[tuple[bytes, Wanted]], processes: int | None = None, on_progress: ProgressCallback = silent
) -> list[Facts | Unreadable]:
    """Read facts; see `source.facts.facts_of_all`."""
    # A run of the garbage collector finds nothing here, and takes a tenth of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _Reading(contents, _worthwhile_workers(contents, processes)).facts(on_progress)
    finally:
        if was_enabled:
            gc.enable()


class _ContentFacts(NamedTuple):
    """Facts of a content; those by its text alone (`is_by_text`) count only if a second reader agrees."""

    facts: Facts | Unreadable
    is_by_text: bool


# The index of a content, and what the second reader found in it.
_Scanned = tuple[int, Scan | None]


class _Reading:
    """Contents split into pieces: some for the first reader of their texts, some for the second one."""

    def __init__(self, contents: Sequence[tuple[bytes, Wanted]], workers: int) -> None:
        self._contents = contents
        # The largest first, so that no process is left with a long one at the end.
        order = sorted(range(len(contents)), key=lambda index: -_cost(*contents[index]))
        self._pieces = _split_round_robin(order, PIECES)
        # Without workers, the second reader is given only the texts that the first one could read.
        scannable = [index for index in order if not contents[index][1].shape] if workers else []
        self._second = _split_round_robin(scannable, SECOND_PIECES)
        self._texts: dict[int, str] = {}
        self._workers = workers

    def facts(self, on_progress: ProgressCallback) -> list[Facts | Unreadable]:
        """Return the facts of each content, in order."""
        count, done = len(self._pieces), [*accumulate(map(len, self._pieces), initial=0)]
        work = Task(self._do, _packed, _unpacked, range(count), range(count, count + len(self._second)))
        results = run_in_forks(
            work, self._workers, lambda number: on_progress("reading", done[min(number, count)], done[-1])
        )
        first: dict[int, _ContentFacts] = {}
        for number, piece in enumerate(self._pieces):
            first.update(zip(piece, results[number], strict=True))
        scans = dict(one for number in work.for_workers for one in results[number])
        found = self._settled(first, scans)
        on_progress("reading", done[-1], done[-1])
        return [found[index] for index in range(len(self._contents))]

    def _settled(
        self, first: Mapping[int, _ContentFacts], scans: Mapping[int, Scan | None]
    ) -> dict[int, Facts | Unreadable]:
        """Return the facts that both readers agree on, and those of the parser where they do not."""
        found = {index: each.facts for index, each in first.items()}
        by_text = sorted(index for index, each in first.items() if each.is_by_text)
        if not self._second:
            if sum(len(self._texts[index]) for index in by_text) < second_reader.WORTH_LOADING:
                return found | {index: self._parsed(index, found[index]) for index in by_text}
            scans = dict(zip(by_text, scans_of([self._texts[index] for index in by_text]), strict=True))
        doubtful = [index for index in by_text if not _agrees(scans[index], found[index])]
        return found | {index: facts_of(*self._contents[index]) for index in doubtful}

    def _parsed(self, index: int, facts: Facts | Unreadable) -> Facts | Unreadable:
        """Return what Python's parser finds, or the given facts where this Python cannot parse the text."""
        parsed = facts_of(*self._contents[index])
        if isinstance(parsed, Facts) and parsed.unread is None:
            return parsed
        (scan,) = scans_of([self._texts[index]])
        return facts if _agrees(scan, facts) else parsed

    def _do(self, number: int) -> list[_ContentFacts] | list[_Scanned]:
        """Return what the first or the second reader finds in a piece."""
        if number < len(self._pieces):
            return [self._by_first_reader(index) for index in self._pieces[number]]
        piece = self._second[number - len(self._pieces)]
        texts = {index: text for index in piece if (text := _text_alone(*self._contents[index])) is not None}
        return [*zip(texts, scans_of([*texts.values()]), strict=True)]

    def _by_first_reader(self, index: int) -> _ContentFacts:
        data, wanted = self._contents[index]
        text = _text_alone(data, wanted)
        facts = None if text is None else facts_by_text(text, wanted)
        if text is None or facts is None:
            return _ContentFacts(facts_of(data, wanted), is_by_text=False)
        if not self._second:
            self._texts[index] = text
        return _ContentFacts(facts, is_by_text=True)


def _agrees(scan: Scan | None, facts: Facts | Unreadable) -> bool:
    return isinstance(facts, Facts) and confirms(scan, facts.imports)


def _split_round_robin(indices: Sequence[int], most: int) -> list[list[int]]:
    """Deal indices out to at most so many lists."""
    return [list(indices[start::most]) for start in range(min(most, len(indices)))]


def _packed(results: Sequence[_ContentFacts] | Sequence[_Scanned]) -> list[tuple[Any, ...]]:
    """Convert results of `_Reading` to plain values."""
    return [
        (encode(each.facts), each.is_by_text)
        if isinstance(each, _ContentFacts)
        else (each[0], each[1] and tuple(each[1]))
        for each in results
    ]


def _unpacked(packed: Sequence[tuple[Any, ...]]) -> list[_ContentFacts | _Scanned]:
    return [
        _ContentFacts(decode(first), second) if isinstance(first, bytes) else (first, second and Scan(*second))
        for first, second in packed
    ]


def _text_alone(data: bytes, wanted: Wanted) -> str | None:
    """Return the text of a content; None when it is no text, or when the wanted facts need a syntax tree."""
    text = None if wanted.shape or is_parser_alone() else decoded(data)
    return text if isinstance(text, str) and not needs_tree(text, wanted) else None


def _cost(data: bytes, wanted: Wanted) -> int:
    """Estimate the time to read a content, in bytes of text of which only the imports are read."""
    return len(data) * (COST_OF_SHAPE if wanted.shape else COST_OF_SOURCE if wanted.source else 1)


def _worthwhile_workers(contents: Iterable[tuple[bytes, Wanted]], processes: int | None) -> int:
    """Return how many workers save more time than they take.

    Once grimp is loaded, it may have threads that Python does not know of; a fork would wait for them forever.
    """
    if threading.active_count() > 1 or "grimp" in sys.modules or not hasattr(os, "fork"):
        return 0
    most = processes or most_processes() or _processors()
    return max(0, min(most - 1, sum(_cost(*content) for content in contents) // WORTH_A_FORK))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
