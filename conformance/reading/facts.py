"""Facts of many files: each file is read once, and a syntax tree built only where some law needs one.

Imports and headers are found in the text, which takes a tenth of the time; that it is Python at all, grimp's parser
says. Trees are built in several processes when that pays.
"""

import gc
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conformance.model.facts import Facts, Shape, Source, Unreadable, Wanted
from conformance.model.progress import Tell, silent
from conformance.reading.import_scan import scan_imports
from conformance.reading.plain_file import read_plain
from conformance.reading.prefilter import needs_tree
from conformance.reading.source_text import MAX_BYTES, decode, parse
from conformance.reading.syntax_check import MOST_DOTS, MOST_SCANNED, refused

if TYPE_CHECKING:
    import ast

# Into how many pieces the work is cut, so that the processes end at about the same time.
PIECES = 24
# Below this many bytes a second process costs more than it saves (about 0.1 s to start, 9 MB parsed a second).
WORTH_A_PROCESS = 4_000_000


def read_bytes(path: str) -> bytes | Unreadable:
    """The content of a regular file, of one that is too large to be judged only so much that it shows."""
    try:
        return read_plain(path, MAX_BYTES)
    except OSError as error:
        return Unreadable(f"it cannot be read: {error.strerror}")


def facts_of(data: bytes, wanted: Wanted) -> Facts | Unreadable:
    """The facts of one file's content: its imports, and what else is wanted."""
    text = decode(data)
    if isinstance(text, Unreadable):
        return text
    tree = parse(text)
    if isinstance(tree, Unreadable):
        return _imports_alone(text, tree)
    from conformance.reading.import_facts import imports_of

    return Facts(imports_of(tree, text), _shape(tree, wanted), _source(tree, text, wanted))


def facts_in(text: str, wanted: Wanted) -> Facts | None:
    """The facts of a text without a syntax tree, true if it is Python at all; None where they need the tree."""
    if len(text) > MOST_SCANNED or wanted.shape or needs_tree(text, wanted):
        return None
    imports = scan_imports(text)
    if imports is None or any(statement.level > MOST_DOTS for statement in imports):
        return None
    if not wanted.headers:
        return Facts(imports, None, Source() if wanted.source else None)
    from conformance.reading.header_scan import scan_headers

    headers = scan_headers(text)
    return None if headers is None else Facts(imports, None, Source(headers=headers))


def _imports_alone(text: str, why: Unreadable) -> Facts | Unreadable:
    """What can be told of a text that this Python does not take, but a later one does; `why` where none does."""
    imports = scan_imports(text) if len(text) <= MOST_SCANNED else None
    if imports is None or any(statement.level > MOST_DOTS for statement in imports) or refused([text]):
        return why
    reason = (
        f"{why.reason}; a later Python takes it, so its imports are judged, and the rest of it is not: {_run_with()}"
    )
    return Facts(imports, unread=Unreadable(reason, why.line, why.column))


def _run_with() -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"run conformance with the Python that the file is written for (this is {version})"


# What no law asks for need not be loaded: start-up counts.
def _shape(tree: "ast.Module", wanted: Wanted) -> Shape | None:
    if not wanted.shape:
        return None
    from conformance.reading.shape import shape_of

    return shape_of(tree)


def _source(tree: "ast.Module", text: str, wanted: Wanted) -> Source | None:
    if not wanted.source:
        return None
    from conformance.reading.source_facts import source_of

    return source_of(tree, text, wanted)


def facts_of_all(
    contents: Sequence[tuple[bytes, Wanted]], processes: int | None = None, tell: Tell = silent
) -> list[Facts | Unreadable]:
    """Facts for (content, what is wanted of it) pairs, in the same order.

    processes: how many may build trees; as many as pay when it is not said. tell: is told how many are done.
    """
    answers: dict[int, Facts | Unreadable] = {}
    texts: dict[int, str] = {}
    for at, (data, wanted) in enumerate(contents):
        text = decode(data)
        if isinstance(text, Unreadable):
            answers[at] = text
        elif (facts := facts_in(text, wanted)) is not None:
            answers[at], texts[at] = facts, text
    rest = [at for at in range(len(contents)) if at not in answers]
    with _parsing([contents[at] for at in rest], processes) as pieces:
        doubtful = tuple(texts)
        for at in map(doubtful.__getitem__, refused(tuple(texts.values()))):
            answers[at] = facts_of(*contents[at])
        tell("reading", len(answers), len(contents))
        for piece in pieces:
            answers.update((rest[at], facts) for at, facts in piece)
            tell("reading", len(answers), len(contents))
    return [answers[at] for at in range(len(contents))]


# The facts of some contents, each with its number.
_Piece = Iterable[tuple[int, Facts | Unreadable]]


@contextmanager
def _parsing(contents: Sequence[tuple[bytes, Wanted]], processes: int | None) -> Iterator[Iterator[_Piece]]:
    """The facts of contents that need trees, in pieces; other processes work on them while the block runs."""
    size = sum(len(data) for data, _ in contents)
    # A process that has threads (a worker of pytest-xdist) must not be forked.
    most = 1 if threading.active_count() > 1 else _processors()
    workers = processes if processes is not None else min(most, 1 + size // WORTH_A_PROCESS)
    # The largest first, so that no process is left with a long one at the end.
    order = sorted(range(len(contents)), key=lambda at: -len(contents[at][0]))
    pieces = [order[at::PIECES] for at in range(min(PIECES, len(order)))]
    work = [[contents[at] for at in piece] for piece in pieces]
    if workers < 2:
        yield map(zip, pieces, map(_facts_of_chunk, work))
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as pool:
        yield map(zip, pieces, pool.map(_facts_of_chunk, work))


def _facts_of_chunk(contents: Sequence[tuple[bytes, Wanted]]) -> list[Facts | Unreadable]:
    # Syntax trees hold no garbage cycles worth a collection: switching it off saves a tenth of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return [facts_of(data, wanted) for data, wanted in contents]
    finally:
        if was_enabled:
            gc.enable()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
