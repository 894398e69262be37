"""Facts of many files: each file is read and parsed once, in several processes when that pays."""

import ast
import gc
import os
import stat
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from conformance.model.facts import Facts, Shape, Source, Unreadable, Wanted
from conformance.model.progress import Tell, silent
from conformance.reading.import_facts import imports_of
from conformance.reading.source_text import decode, parse

# Below this many bytes a second process costs more than it saves (about 0.1 s to start, 9 MB parsed a second).
WORTH_A_PROCESS = 4_000_000


def read_bytes(path: str) -> bytes | Unreadable:
    """The content of a regular file; never blocks on a pipe that took a file's place."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return Unreadable("not a regular file any more")
            return stream.read()
    except OSError as error:
        return Unreadable(f"it cannot be read: {error.strerror}")


def facts_of(data: bytes, wanted: Wanted) -> Facts | Unreadable:
    """The facts of one file's content: its imports, and what else is wanted."""
    text = decode(data)
    if isinstance(text, Unreadable):
        return text
    tree = parse(text)
    if isinstance(tree, Unreadable):
        return tree
    return Facts(imports_of(tree, text), _shape(tree, wanted), _source(tree, text, wanted))


# What no law asks for need not be loaded: start-up counts.
def _shape(tree: ast.Module, wanted: Wanted) -> Shape | None:
    if not wanted.shape:
        return None
    from conformance.reading.shape import shape_of

    return shape_of(tree)


def _source(tree: ast.Module, text: str, wanted: Wanted) -> Source | None:
    if not wanted.source:
        return None
    from conformance.reading.source_facts import source_of

    return source_of(tree, text, wanted)


def facts_of_all(
    contents: Sequence[tuple[bytes, Wanted]], processes: int | None = None, tell: Tell = silent
) -> list[Facts | Unreadable]:
    """Facts for (content, what is wanted of it) pairs, in the same order."""
    size = sum(len(data) for data, _ in contents)
    # A process that has threads (a worker of pytest-xdist) must not be forked.
    most = 1 if threading.active_count() > 1 else _processors()
    workers = processes if processes is not None else min(most, 1 + size // WORTH_A_PROCESS)
    chunks = [contents[at : at + 32] for at in range(0, len(contents), 32)]
    if workers < 2:
        return _joined(map(_facts_of_chunk, chunks), len(contents), tell)
    with ProcessPoolExecutor(workers) as pool:
        return _joined(pool.map(_facts_of_chunk, chunks), len(contents), tell)


def _joined(chunks: Iterable[list[Facts | Unreadable]], total: int, tell: Tell) -> list[Facts | Unreadable]:
    joined: list[Facts | Unreadable] = []
    for chunk in chunks:
        joined += chunk
        tell("reading", len(joined), total)
    return joined


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
