"""Check that imports can be read from the text: compare the scan with the syntax tree, file by file."""

import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from benchmarks.trees import Tree
from import_conformance.model.base.facts import Unreadable, Wanted
from import_conformance.reading.scanning.imports import scan_imports
from import_conformance.reading.scanning.second_reader import scans_of
from import_conformance.reading.source.facts import facts_of
from import_conformance.reading.text.source_text import decode

Result = TypeVar("Result")


class Comparison(NamedTuple):
    """The comparison of both readers of imports.

    Attributes:
        files: The number of files that the parser accepts.
        left: The number of those that the scan leaves to it.
        wrong: The number of those in which the two find different imports.
        scan: CPU seconds of one process for the scan of all texts; `check` for grimp's scan of them, `parse` for syntax
            trees and the imports in them.
    """

    files: int
    left: int
    wrong: int
    scan: float
    check: float
    parse: float


def compared(tree: Tree) -> Comparison:
    """Read all files of a tree in both ways."""
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
