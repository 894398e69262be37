"""Whether imports can be told from the text: the scan is held against the syntax tree, file by file."""

import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from benchmarks.trees import Tree
from import_conformance.model.facts import Unreadable, Wanted
from import_conformance.reading.scanning.imports import scan_imports
from import_conformance.reading.scanning.second_reader import scans_of
from import_conformance.reading.source.facts import facts_of
from import_conformance.reading.text.source_text import decode

Result = TypeVar("Result")


class Comparison(NamedTuple):
    """files: that the parser takes; left: that the scan leaves to it; wrong: of which the two tell different imports.

    scan, check, parse: CPU seconds of one process for the scan of all texts, for grimp's scan of
    the same texts, and for syntax trees and the imports in them.
    """

    files: int
    left: int
    wrong: int
    scan: float
    check: float
    parse: float


def compared(tree: Tree) -> Comparison:
    """Both ways for all files of a tree."""
    contents = [file.read_bytes() for file in tree.files]
    texts = [text for text in map(decode, contents) if isinstance(text, str)]
    parsed, parse = _timed(lambda: [facts_of(content, Wanted()) for content in contents])
    scanned, scan = _timed(lambda: [scan_imports(text) for text in texts])
    _, check = _timed(lambda: scans_of(texts))
    pairs = [
        (facts.imports, scan_imports(text))
        for content, facts in zip(contents, parsed, strict=True)
        if not isinstance(facts, Unreadable) and isinstance(text := decode(content), str)
    ]
    wrong = sum(found is not None and found != imports for imports, found in pairs)
    return Comparison(len(pairs), sum(found is None for found in scanned), wrong, scan, check, parse)


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = time.process_time()
    result = work()
    return result, time.process_time() - began
