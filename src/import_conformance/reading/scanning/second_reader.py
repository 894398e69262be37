"""The second reader: confirm the import statements of a text by those that grimp's scan finds in it.

The imports that `scanning.imports` finds in a text are used only where grimp's scan finds statements on the same lines,
with the same first segments of their targets, and places no statement at run time that we take for one for type
checkers. That is sufficient. `scanning.imports` reads a statement from the start of its line, with nothing before its
keyword but spaces, `lazy`, `from` and a dotted name. Suppose that grimp sees a statement which begins on that line.

- If the line begins in code, both read the same characters from the same state, so it is the same statement: its
  column, target, level and names are those that were read.
- If the line begins inside a string, that string ends on the line after our keyword, and the statement that grimp sees
  has a second keyword: on this line, which `scanning.imports` refuses where the line holds a quote as well, or on the
  next one after a backslash, which it always refuses.

Each statement of either reader is on a line of the other, so none is missed and none is invented. Grimp's scanner stops
at the first text that it refuses, and panics at some. So texts are scanned in groups, and a group that fails is halved
until the refused text is alone.
"""

import marshal
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from import_conformance.model.base.facts import ImportStatement
from import_conformance.model.topology import ImportKind
from import_conformance.reading.scanning.grimp_check import is_sound
from import_conformance.reading.scanning.grimp_limits import MOST_DOTS, MOST_SCANNED, RELATIVE

GROUP = 256
# The number of characters of code that Python parses in the time that it takes to load grimp.
WORTH_LOADING = 150_000
_TOO_MANY_DOTS = "." * (MOST_DOTS + 1)
_TYPING = "TYPE_CHECKING"
# Texts are given to the scanner without their trailing whitespace; for Python these characters alone are whitespace.
_BLANKS = " \t\n\f"


class Scan(NamedTuple):
    """What the second reader found in a text.

    Attributes:
        statements: A digest of the lines and first segments of the import statements.
        typing: The lines of the statements that it takes to be for type checkers alone.
    """

    statements: bytes
    typing: tuple[int, ...] = ()


def scans_of(texts: Sequence[str]) -> list[Scan | None]:
    """Return what grimp's scan finds in each text; None where it refuses the text, or must not be given it.

    It knows the syntax of later Python versions than the running one; and what it refuses may be valid nevertheless.
    """
    answers: list[Scan | None] = [None] * len(texts)
    asked = [index for index, text in enumerate(texts) if _may_be_asked(text)]
    if asked and is_sound():
        for start in range(0, len(asked), GROUP):
            for index, scan in _grouped(texts, asked[start : start + GROUP]):
                answers[index] = scan
    return answers


def confirms(scan: Scan | None, imports: Sequence[ImportStatement]) -> bool:
    """Return whether the second reader found the same imports as the first one."""
    if scan is None:
        return False
    found = {(each.line, RELATIVE if each.level else each.module.partition(".")[0]) for each in imports}
    if scan.statements != _digest(found):
        return False
    typing = [each.line for each in imports if each.kind is ImportKind.TYPING]
    return not typing or {*scan.typing}.issuperset(typing)


def _digest(found: set[tuple[int, str]]) -> bytes:
    # Version 2 of the marshal format writes equal values as equal bytes.
    return blake2b(marshal.dumps(sorted(found), 2), digest_size=16).digest()


def _may_be_asked(text: str) -> bool:
    if len(text) > MOST_SCANNED or _TOO_MANY_DOTS in text:
        return False
    return not text.rstrip(_BLANKS)[-1:].isspace()


def _grouped(texts: Sequence[str], group: Sequence[int]) -> Iterator[tuple[int, Scan]]:
    """Yield the scans of the texts with some indices; none for those that are refused."""
    answers = _scanned([texts[index] for index in group])
    if answers is not None:
        yield from zip(group, answers, strict=True)
    elif len(group) > 1:
        middle = len(group) // 2
        yield from _grouped(texts, group[:middle])
        yield from _grouped(texts, group[middle:])


def _scanned(texts: Sequence[str]) -> list[Scan] | None:
    """Return the scans of texts; None where the scanner refuses one of them."""
    from import_conformance.reading.scanning.grimp_scan import statements

    try:
        found = statements(texts)
        doubtful = [index for index, text in enumerate(texts) if _TYPING in text]
        runtime = statements([texts[index] for index in doubtful], with_typing=False) if doubtful else []
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # a panic of the scanner is no Exception, and its class cannot be imported
        return None
    scans = [Scan(_digest(each)) for each in found]
    for index, remaining in zip(doubtful, runtime, strict=True):
        typing = {line for line, _ in found[index]}.difference(line for line, _ in remaining)
        scans[index] = Scan(scans[index].statements, tuple(sorted(typing)))
    return scans
