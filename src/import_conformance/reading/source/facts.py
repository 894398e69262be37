"""The one entry point to the readers of source texts.

Bytes and the wanted kinds of facts go in, values of `model.facts` come out. Nothing else in the package depends on the
readers, so `source`, `walking` and `scanning` can be replaced by another implementation of these five functions. Equal
arguments must give equal values, in any process.
"""

from collections.abc import Sequence

from import_conformance.model.base.facts import Facts, NamespaceDeclaration, Unreadable, Wanted
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.reading.scanning.grimp_check import is_sound
from import_conformance.reading.source import many_texts, one_text
from import_conformance.reading.text.source_text import decode


def facts_of_all(
    contents: Sequence[tuple[bytes, Wanted]], processes: int | None = None, on_progress: ProgressCallback = silent
) -> list[Facts | Unreadable]:
    """Read many contents, and return for each, in the same order, its facts or why it has none.

    Args:
        contents: The bytes of each file, and the facts that are wanted besides its imports.
        processes: The number of processes to use at most; None for as many as save time.
        on_progress: Called with the number of contents that are done.
    """
    return many_texts.facts_of_all(contents, processes, on_progress)


def facts_of(data: bytes, wanted: Wanted) -> Facts | Unreadable:
    """Read one content, as `facts_of_all` does, in this process and by Python's parser."""
    return one_text.facts_of(data, wanted)


def with_bindings(facts: Facts, data: bytes, wanted: Wanted) -> Facts:
    """Complete the facts of a content with the names in `wanted.bindings` that it binds."""
    text = decode(data)
    return facts if isinstance(text, Unreadable) else one_text.with_bindings(facts, text, wanted)


def namespace_declaration(data: bytes) -> NamespaceDeclaration | None:
    """Return how a content declares its package a namespace in the ways older than PEP 420; None when it does not."""
    # Loaded late, because few trees hold a module twice.
    from import_conformance.reading.source.namespace import declaration_in

    return declaration_in(data)


def is_second_reader_sound() -> bool:
    """Return whether grimp's scan, the second reader, behaves as in the known releases."""
    return is_sound()
