"""Facts of many files: each file is read once, and a syntax tree built only where some law needs one.

Imports and headers are found in the text, which takes a tenth of the time; that it is Python at all, grimp's parser
says, in a process of its own when that pays. So are trees built.
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
from conformance.reading.beside import beside
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
    """The facts of a text of which no law asks for what needs a syntax tree, true if it is Python at all.

    None where its imports or headers need the tree.
    """
    if len(text) > MOST_SCANNED:
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
    answers, texts = _decoded(contents)
    found: dict[int, Facts] = {}

    def refused_texts() -> list[int]:
        # Where nothing has been found yet, a copy of this process is asked; else only what was found is in doubt.
        return refused([text if at in found or not found else "" for at, text in texts.items()])

    with beside(refused_texts, pays=_pays_to_copy(texts.values(), processes)) as doubtful:
        found |= {at: facts for at, text in texts.items() if (facts := facts_in(text, contents[at][1])) is not None}
        rest = [at for at in range(len(contents)) if at not in answers and at not in found]
        answers |= found
        with _parsing([contents[at] for at in rest], processes) as pieces:
            places = tuple(texts)
            for at in {places[number] for number in doubtful()} & found.keys():
                answers[at] = facts_of(*contents[at])
            tell("reading", len(answers), len(contents))
            for piece in pieces:
                answers.update((rest[at], facts) for at, facts in piece)
                tell("reading", len(answers), len(contents))
    return [answers[at] for at in range(len(contents))]


def _decoded(contents: Iterable[tuple[bytes, Wanted]]) -> tuple[dict[int, Facts | Unreadable], dict[int, str]]:
    """By number, the contents that are no texts, and the texts of which nothing is asked that needs a tree."""
    answers: dict[int, Facts | Unreadable] = {}
    texts: dict[int, str] = {}
    for at, (data, wanted) in enumerate(contents):
        text = decode(data)
        if isinstance(text, Unreadable):
            answers[at] = text
        elif not (wanted.shape or needs_tree(text, wanted)):
            texts[at] = text
    return answers, texts


def _pays_to_copy(texts: Iterable[str], processes: int | None) -> bool:
    """Whether another process may look at the texts, and saves more than it costs.

    Where grimp is loaded, it may have threads of which Python does not know, and a copy would wait for them for ever.
    """
    most = min(_processors(), 2 if processes is None else processes)
    is_alone = threading.active_count() == 1 and "grimp" not in sys.modules
    return most > 1 and is_alone and sum(map(len, texts)) > WORTH_A_PROCESS


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
