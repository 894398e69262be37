"""Read the facts of one text: by scanning it, by Python's parser, or as far as grimp's scan goes."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from import_conformance.model.base.facts import Facts, ImportStatement, Shape, SourceFacts, Unreadable, Wanted
from import_conformance.reading.scanning.grimp_limits import MOST_DOTS, MOST_SCANNED
from import_conformance.reading.scanning.imports import DYNAMIC, scan_imports, scan_statements
from import_conformance.reading.scanning.second_reader import confirms, scans_of
from import_conformance.reading.scanning.typing_conditions import may_skip_code
from import_conformance.reading.text.prefilter import may_name, needs_tree
from import_conformance.reading.text.source_text import decode, hidden_text, line_count, parse

if TYPE_CHECKING:
    import ast

# Parts of messages: what is unknown about imports that only the second reader finds, and what no scan finds.
_ROUGHLY = ", each as one that runs, and is needed, whatever conditions, functions and handlers are around it"
_CALLS = ", with the calls in it that import,"


def facts_of(data: bytes, wanted: Wanted) -> Facts | Unreadable:
    """Read the imports of a content, and the other facts that are wanted."""
    text = decode(data)
    if isinstance(text, Unreadable):
        return _imports_of_hidden(data, text)
    tree = parse(text)
    if isinstance(tree, Unreadable):
        return _imports_alone(text, tree, wanted)
    from import_conformance.reading.source.import_facts import imports_of

    facts = Facts(imports_of(tree, text), _shape(tree, wanted), _source(tree, text, wanted))
    return with_bindings(facts, text, wanted)


def facts_by_text(text: str, wanted: Wanted) -> Facts | None:
    """Read facts that need no syntax tree; None where the imports or headers of this text need one after all.

    The facts count only if a second reader finds the same imports.
    """
    imports = _scanned(text, scan_imports)
    if imports is None:
        return None
    source = SourceFacts(lines=line_count(text) if wanted.lines else 0) if wanted.source else None
    if source and wanted.headers:
        from import_conformance.reading.scanning.headers import scan_headers

        headers = scan_headers(text)
        if headers is None:
            return None
        source = source._replace(headers=headers)
    return with_bindings(Facts(imports, None, source), text, wanted)


def with_bindings(facts: Facts, text: str, wanted: Wanted) -> Facts:
    """Complete the facts of a text with the wanted names that it binds."""
    if not wanted.bindings:
        return facts
    from import_conformance.reading.source.module_bindings import bindings_of

    return facts._replace(bindings=bindings_of(text, facts.imports, wanted.bindings))


def _scanned(
    text: str, scan: Callable[[str], tuple[ImportStatement, ...] | None]
) -> tuple[ImportStatement, ...] | None:
    """Scan a text for imports; None where the scan is not sure, or the second reader cannot check it."""
    imports = scan(text) if len(text) <= MOST_SCANNED else None
    if imports is None or any(statement.level > MOST_DOTS for statement in imports):
        return None
    return imports


def _imports_of_hidden(data: bytes, why: Unreadable) -> Facts | Unreadable:
    """Read the imports of a file in an encoding in which code can hide, which Python runs; the file stays unread."""
    text = hidden_text(data)
    tree = why if text is None else parse(text)
    if text is None or isinstance(tree, Unreadable):
        return why
    from import_conformance.reading.source.import_facts import imports_of

    return Facts(imports_of(tree, text), unread=why)


def _imports_alone(text: str, why: Unreadable, wanted: Wanted) -> Facts | Unreadable:
    """Read the imports of a text that a later Python can parse and this one cannot; `why` if none can."""
    (scan,) = scans_of([text])
    if scan is None:
        return why
    imports, note, is_open = _scanned(text, scan_statements), "", False
    if imports is None or not confirms(scan, imports):
        from import_conformance.reading.scanning.grimp_imports import all_unconditional, imports_by_grimp

        imports, note = imports_by_grimp(text), _ROUGHLY
        is_open = may_skip_code(text) and not all_unconditional(text, imports or ())
    if imports is None:
        return why
    calls = _CALLS if may_name(text, DYNAMIC) else ""
    if not (calls or is_open or wanted.shape or needs_tree(text, wanted)):
        sentence = f"{why.reason}; a later Python takes it, so its imports are judged as grimp's scan lists them{note}"
        rough = Unreadable(sentence, why.line, why.column) if note else None
        return with_bindings(Facts(imports, None, _source_without_tree(text, wanted), rough=rough), text, wanted)
    judged = f"a later Python takes it, so its imports are judged{note}, and the rest of it{calls} is not"
    reason = f"{why.reason}; {judged}: {_run_with()}"
    return Facts(imports, unread=Unreadable(reason, why.line, why.column))


def _source_without_tree(text: str, wanted: Wanted) -> SourceFacts | None:
    """Return the wanted facts of a text where these are at most its headers and the number of its lines."""
    source = SourceFacts(lines=line_count(text) if wanted.lines else 0) if wanted.source else None
    if not source or not wanted.headers:
        return source
    from import_conformance.reading.source.header_facts import headers_in

    return source._replace(headers=headers_in(text))


def _run_with() -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"run conformance with the Python that the file is written for (this is {version})"


# The readers below are imported only when a law needs them, to keep start-up short.
def _shape(tree: "ast.Module", wanted: Wanted) -> Shape | None:
    if not wanted.shape:
        return None
    from import_conformance.reading.source.shape import shape_of

    return shape_of(tree)


def _source(tree: "ast.Module", text: str, wanted: Wanted) -> SourceFacts | None:
    if not wanted.source:
        return None
    from import_conformance.reading.source.source_facts import source_of

    return source_of(tree, text, wanted)
