"""The facts of source texts: the one entry point to what reads them.

Bytes go in, with the kinds of facts that are asked for, and values of `model.facts` come out. The rest of the package
knows nothing else of a text: `source`, `walking` and `scanning` may be replaced by another reader that answers these
five functions. Whatever it does, the same bytes and the same question give equal values, in any process.
"""

from collections.abc import Sequence

from import_conformance.model.facts import Facts, NamespaceDeclaration, Unreadable, Wanted
from import_conformance.model.progress import ProgressCallback, silent
from import_conformance.reading.scanning.grimp_check import is_sound
from import_conformance.reading.source import many_texts, one_text
from import_conformance.reading.text.source_text import decode


def facts_of_all(
    contents: Sequence[tuple[bytes, Wanted]], processes: int | None = None, tell: ProgressCallback = silent
) -> list[Facts | Unreadable]:
    """Read many contents, as far as something is asked of them.

    Args:
        contents: The bytes of each file, and the kinds of facts that are asked for besides its imports.
        processes: How many may work on them; as many as pay where it is not said.
        tell: Is called with how many are done.

    Returns:
        For each content, in the same order, its facts or why it has none.
    """
    return many_texts.facts_of_all(contents, processes, tell)


def facts_of(data: bytes, wanted: Wanted) -> Facts | Unreadable:
    """Read one content, as `facts_of_all` does, in this process and by Python's parser."""
    return one_text.facts_of(data, wanted)


def with_bindings(facts: Facts, data: bytes, wanted: Wanted) -> Facts:
    """Complete the facts of a content by what it binds of the names in `wanted.bindings`."""
    text = decode(data)
    return facts if isinstance(text, Unreadable) else one_text.with_bindings(facts, text, wanted)


def namespace_declaration(data: bytes) -> NamespaceDeclaration | None:
    """Find out whether a content declares its package to be a namespace, as was done before Python had them itself."""
    # Few trees hold a module twice.
    from import_conformance.reading.source.namespace import declaration_in

    return declaration_in(data)


def is_second_reader_sound() -> bool:
    """Find out whether grimp's scan, by which texts are read a second time, answers as the known releases do."""
    return is_sound()
