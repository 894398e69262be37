"""The facts of many contents: each is read once, and a syntax tree built only where some law needs one.

Imports and headers are found in the text, which takes a tenth of the time, and believed where a second reader finds the
same imports; elsewhere Python's parser decides. Where it pays, copies of the process share the work.
"""

import gc
import os
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from import_conformance.model.facts import Facts, Unreadable, Wanted
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.reading.cache.fact_codec import decode, encode
from import_conformance.reading.scanning import second_reader
from import_conformance.reading.scanning.second_reader import Scan, confirms, scans_of
from import_conformance.reading.source.fork_pool import Task, shared
from import_conformance.reading.source.one_text import facts_by_text, facts_of
from import_conformance.reading.text.prefilter import needs_tree
from import_conformance.reading.text.source_text import decode as decoded
from import_conformance.reading.text.switches import is_parser_alone, most_processes

# Into how many pieces the work is cut, so that the processes end at about the same time.
PIECES, SECOND_PIECES = 96, 8
# A tree with its structure takes some eight times as long as the imports alone; with calls, where there are any, twice.
COST_OF_SHAPE, COST_OF_SOURCE = 8, 2
# So many bytes of imports alone take a tenth of a second; less, and a copy costs more than it saves.
WORTH_A_COPY = 2_500_000


def facts_of_all(
    contents: Sequence[tuple[bytes, Wanted]], processes: int | None = None, tell: ProgressCallback = silent
) -> list[Facts | Unreadable]:
    """Facts for (content, what is wanted of it) pairs, in the same order.

    processes: how many may work on them; as many as pay when it is not said. tell: is told how many are done.
    """
    # A collection of garbage finds none here, and takes a tenth of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _Reading(contents, _copies(contents, processes)).facts(tell)
    finally:
        if was_enabled:
            gc.enable()


class _ContentFacts(NamedTuple):
    """What was found in a content. is_by_text: in its text alone, and so only believed if a second reader agrees."""

    facts: Facts | Unreadable
    is_by_text: bool


# The place of a content, and what the second reader found in it.
_Scanned = tuple[int, Scan | None]


class _Reading:
    """Contents cut into pieces: some for the first reader of their texts, some for the second one."""

    def __init__(self, contents: Sequence[tuple[bytes, Wanted]], copies: int) -> None:
        self._contents = contents
        # The largest first, so that no process is left with a long one at the end.
        order = sorted(range(len(contents)), key=lambda at: -_cost(*contents[at]))
        self._pieces = _split_round_robin(order, PIECES)
        # Where no copy can read the texts meanwhile, only those are read again in which the first reader was sure.
        self._second = (
            _split_round_robin([at for at in order if not contents[at][1].shape], SECOND_PIECES) if copies else []
        )
        self._texts: dict[int, str] = {}
        self._copies = copies

    def facts(self, tell: ProgressCallback) -> list[Facts | Unreadable]:
        """The facts of each content. tell: is called with how many are done."""
        count, done = len(self._pieces), [*accumulate(map(len, self._pieces), initial=0)]
        work = Task(self._do, _packed, _unpacked, range(count), range(count, count + len(self._second)))
        results = shared(work, self._copies, lambda number: tell("reading", done[min(number, count)], done[-1]))
        answers: dict[int, _ContentFacts] = {}
        for number, piece in enumerate(self._pieces):
            answers.update(zip(piece, results[number], strict=True))
        scans = dict(one for number in work.for_copies for one in results[number])
        found = self._settled(answers, scans)
        tell("reading", done[-1], done[-1])
        return [found[at] for at in range(len(self._contents))]

    def _settled(
        self, answers: Mapping[int, _ContentFacts], scans: Mapping[int, Scan | None]
    ) -> dict[int, Facts | Unreadable]:
        """The answers to which the second reader agrees, and those of the parser where it does not."""
        found = {at: answer.facts for at, answer in answers.items()}
        by_text = sorted(at for at, answer in answers.items() if answer.is_by_text)
        if not self._second:
            if sum(len(self._texts[at]) for at in by_text) < second_reader.WORTH_LOADING:
                return found | {at: self._parsed(at, answers[at].facts) for at in by_text}
            scans = dict(zip(by_text, scans_of([self._texts[at] for at in by_text]), strict=True))
        doubtful = [at for at in by_text if not _agrees(scans[at], found[at])]
        return found | {at: facts_of(*self._contents[at]) for at in doubtful}

    def _parsed(self, at: int, facts: Facts | Unreadable) -> Facts | Unreadable:
        """What Python's parser finds in a text; what the first reader found only where this Python cannot parse it."""
        parsed = facts_of(*self._contents[at])
        if isinstance(parsed, Facts) and parsed.unread is None:
            return parsed
        (scan,) = scans_of([self._texts[at]])
        return facts if _agrees(scan, facts) else parsed

    def _do(self, number: int) -> list[_ContentFacts] | list[_Scanned]:
        """The answers for a piece of contents, or what the second reader finds in one."""
        if number < len(self._pieces):
            return [self._answer(at) for at in self._pieces[number]]
        places = self._second[number - len(self._pieces)]
        texts = {at: text for at in places if (text := _text_alone(*self._contents[at])) is not None}
        return [*zip(texts, scans_of([*texts.values()]), strict=True)]

    def _answer(self, at: int) -> _ContentFacts:
        data, wanted = self._contents[at]
        text = _text_alone(data, wanted)
        facts = None if text is None else facts_by_text(text, wanted)
        if text is None or facts is None:
            return _ContentFacts(facts_of(data, wanted), is_by_text=False)
        if not self._second:
            self._texts[at] = text
        return _ContentFacts(facts, is_by_text=True)


def _agrees(scan: Scan | None, facts: Facts | Unreadable) -> bool:
    return isinstance(facts, Facts) and confirms(scan, facts.imports)


def _split_round_robin(places: Sequence[int], most: int) -> list[list[int]]:
    """Places dealt out like cards to some hands at most."""
    return [list(places[hand::most]) for hand in range(min(most, len(places)))]


def _packed(results: Sequence[_ContentFacts] | Sequence[_Scanned]) -> list[tuple[Any, ...]]:
    """Answers of `_Reading` without their classes."""
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
    """The text of a content of which nothing is asked that needs a tree; None for others, and for what is no text."""
    text = None if wanted.shape or is_parser_alone() else decoded(data)
    return text if isinstance(text, str) and not needs_tree(text, wanted) else None


def _cost(data: bytes, wanted: Wanted) -> int:
    """About how long it takes to tell the facts of a content, in bytes of one whose imports alone are asked for."""
    return len(data) * (COST_OF_SHAPE if wanted.shape else COST_OF_SOURCE if wanted.source else 1)


def _copies(contents: Iterable[tuple[bytes, Wanted]], processes: int | None) -> int:
    """How many copies of this process save more time than they take.

    Where grimp is loaded, it may have threads of which Python does not know, and a copy would wait for them for ever.
    """
    if threading.active_count() > 1 or "grimp" in sys.modules or not hasattr(os, "fork"):
        return 0
    most = processes or most_processes() or _processors()
    return max(0, min(most - 1, sum(_cost(*content) for content in contents) // WORTH_A_COPY))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
