"""Read by grimp's scan alone the imports of a text that this Python cannot parse and the text scan is unsure of.

The scan reports lines, and those names that are among the modules which it was given. So each piece of a line that
could be an import statement is a candidate, and the scan is given the names of all candidates as modules: the import
statements are the candidates whose names it reports on their lines. Where that is ambiguous there is no result.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from import_conformance.model.base.facts import ImportStatement
from import_conformance.model.topology import ImportKind
from import_conformance.reading.scanning.grimp_limits import MOST_DOTS, RELATIVE

_START = re.compile(r"(?<!\w)(?:lazy[ \t\f]+)?(?:import|from)(?!\w)")
# A statement, with its line breaks in brackets or after a backslash, up to what cannot be part of it.
_EXTENT = re.compile(r"""(?:[^;#\n()\\'"]|\\\n)*+(?:\((?:[^()#'"\\]|\\\n|\#[^\n]*+)*+\))?""")
# More than any line or file written by a person has: each candidate is parsed, up to the end of its statement.
_MOST_PIECES, _MOST_LINES = 20, 2_000


class _Candidate(NamedTuple):
    """A piece of text that may be an import statement, its imports, and the names that grimp would report."""

    end: int
    imports: tuple[ImportStatement, ...]
    names: frozenset[str]


def imports_by_grimp(text: str) -> tuple[ImportStatement, ...] | None:
    """Return the imports that grimp's scan reports, each as one at run time; None where they are ambiguous."""
    from import_conformance.reading.scanning.grimp_scan import statements, targets

    try:
        lines = sorted({line for line, _ in statements([text])[0]})
        candidates = {line: list(_candidates(text, line, start)) for line, start in _starts(text, lines)}
        names = {name for each in candidates.values() for candidate in each for name in candidate.names}
        reported = targets(text, names)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # a panic of the scanner is no Exception, and its class cannot be imported
        return None
    found: list[ImportStatement] = []
    for line in lines:
        chosen = _chosen(candidates[line], frozenset(name for where, name in reported if where == line))
        if chosen is None:
            return None
        found += chosen
    return tuple(sorted(found, key=lambda each: (each.line, each.column, each.module)))


def all_unconditional(text: str, imports: Iterable[ImportStatement]) -> bool:
    """Return whether each of some imports is at the left margin, and so in no condition, function or handler."""
    lines = text.split("\n")
    for each in imports:
        before = lines[each.line - 1].encode()[: each.column - 1]
        is_continued = each.line > 1 and lines[each.line - 2].endswith("\\")
        if is_continued or b":" in before or before[:1].isspace():
            return False
    return True


def _starts(text: str, lines: list[int]) -> Iterator[tuple[int, int]]:
    """Yield each line with the offset at which it begins; raise ValueError for more than `_MOST_LINES`."""
    if len(lines) > _MOST_LINES:
        raise ValueError
    offset, number = 0, 1
    for line in lines:
        while number < line:
            offset, number = text.index("\n", offset) + 1, number + 1
        yield line, offset


def _candidates(text: str, line: int, start: int) -> Iterator[_Candidate]:
    """Yield the pieces of a line that parse as an import statement.

    Raises:
        ValueError: For a piece that may be a statement and does not parse, or when there are too many pieces.
    """
    end = text.find("\n", start)
    pieces = list(_START.finditer(text, start, end if end >= 0 else len(text)))
    if len(pieces) > _MOST_PIECES:
        raise ValueError
    consumed = start
    for piece in pieces:
        # The `import` that belongs to a `from` is not a piece of its own.
        if piece.start() < consumed:
            continue
        extent = _EXTENT.match(text, piece.start())
        candidate = _read(extent[0] if extent else "", line, _column(text, start, piece.start()))
        if candidate is None:
            raise ValueError
        consumed = piece.start() + candidate.end
        yield candidate


def _column(text: str, start: int, offset: int) -> int:
    return len(text[start:offset].encode()) + 1


def _read(code: str, line: int, column: int) -> _Candidate | None:
    """Return the import statement that a piece of text is; None where it is none."""
    plain = re.sub(r"\Alazy[ \t\f]+", "", code)
    kind = ImportKind.RUNTIME if plain == code else ImportKind.LAZY
    try:
        body = ast.parse(plain.strip(" \t\f")).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    node = body[0] if len(body) == 1 else None
    if isinstance(node, ast.ImportFrom):
        taken = tuple(alias.name for alias in node.names)
        module = node.module or ""
        one = ImportStatement(line, column, module, node.level, taken, kind)
        stem = "." * node.level + (f"{module}." if module else "")
        return (
            _Candidate(len(code), (one,), frozenset(stem + name for name in taken)) if node.level <= MOST_DOTS else None
        )
    if isinstance(node, ast.Import):
        taken = tuple(alias.name for alias in node.names)
        return _Candidate(
            len(code), tuple(ImportStatement(line, column, name, 0, None, kind) for name in taken), frozenset(taken)
        )
    return None


def _chosen(candidates: list[_Candidate], reported: frozenset[str]) -> list[ImportStatement] | None:
    """Return the imports of the candidates that are statements; None where a reported name has no single candidate."""
    chosen = [each for each in candidates if each.names <= reported]
    names = [name for each in chosen for name in each.names]
    if len(names) != len({*names}) or {*names} != reported or RELATIVE in reported:
        return None
    return [statement for each in chosen for statement in each.imports]
