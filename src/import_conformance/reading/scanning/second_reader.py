"""The second reader: the import statements that grimp's scan, or Python's own parser, finds in the same texts.

What `import_scan` finds in a text is believed only where the scan of grimp finds statements on the same lines, with the
same first segments of their targets, and takes no statement for one at run time that we take for one for type checkers.
That is enough. `import_scan` reads a statement from the start of its line, with nothing before its keyword but blanks,
`lazy`, `from` and a dotted name. Say that grimp sees a statement which begins on that line.

- If the line begins in code, both read the same letters from the same state, so it is the same statement: its column,
  its target, its level and its names are those that were read.
- If the line begins inside of a string, that string ends on the line behind our keyword, and the statement that grimp
  sees has a second keyword: on this line, which `import_scan` refuses where the line holds a quote as well, or on the
  next one behind a backslash, which it always refuses.

Each statement of either reader is on a line of the other, so none is missed and none is invented. The scanner of grimp
stops at the first text that it refuses, and panics at some that it does not expect. So texts are handed over in groups,
and a group that fails is halved until the text is alone.
"""

import marshal
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from import_conformance.model.facts import ImportStatement
from import_conformance.model.topology import ImportKind
from import_conformance.reading.scanning.grimp_check import is_sound
from import_conformance.reading.scanning.grimp_limits import MOST_DOTS, MOST_SCANNED, RELATIVE

GROUP = 256
# So many characters of code are parsed in the time that it takes to load grimp.
WORTH_LOADING = 150_000
_TOO_MANY_DOTS = "." * (MOST_DOTS + 1)
_TYPING = "TYPE_CHECKING"
# The scanner is handed texts without what is blank at their end; to Python only these are blank.
_BLANKS = " \t\n\f"


class Scan(NamedTuple):
    """What the second reader found in a text.

    statements: a digest of lines and first segments; typing: the lines of what it takes to be for type checkers alone.
    """

    statements: bytes
    typing: tuple[int, ...] = ()


def scans_of(texts: Sequence[str]) -> list[Scan | None]:
    """What grimp's scan finds in each text; None where it refuses a text or must not be asked about it.

    It knows the syntax of later versions than the Python that runs; what it refuses may be right all the same.
    """
    answers: list[Scan | None] = [None] * len(texts)
    asked = [at for at, text in enumerate(texts) if _may_be_asked(text)]
    if asked and is_sound():
        for start in range(0, len(asked), GROUP):
            for at, scan in _grouped(texts, asked[start : start + GROUP]):
                answers[at] = scan
    return answers


def confirms(scan: Scan | None, imports: Sequence[ImportStatement]) -> bool:
    """Whether the second reader finds what the first one has found."""
    if scan is None:
        return False
    found = {(each.line, RELATIVE if each.level else each.module.partition(".")[0]) for each in imports}
    if scan.statements != _digest(found):
        return False
    typing = [each.line for each in imports if each.kind is ImportKind.TYPING]
    return not typing or {*scan.typing}.issuperset(typing)


def _digest(found: set[tuple[int, str]]) -> bytes:
    # The format 2 of marshal has one form for equal values.
    return blake2b(marshal.dumps(sorted(found), 2), digest_size=16).digest()


def _may_be_asked(text: str) -> bool:
    if len(text) > MOST_SCANNED or _TOO_MANY_DOTS in text:
        return False
    return not text.rstrip(_BLANKS)[-1:].isspace()


def _grouped(texts: Sequence[str], group: Sequence[int]) -> Iterator[tuple[int, Scan]]:
    """What is found in a group of positions; nothing about those that are refused."""
    answers = _scanned([texts[at] for at in group])
    if answers is not None:
        yield from zip(group, answers, strict=True)
    elif len(group) > 1:
        middle = len(group) // 2
        yield from _grouped(texts, group[:middle])
        yield from _grouped(texts, group[middle:])


def _scanned(texts: Sequence[str]) -> list[Scan] | None:
    """What the scanner finds in texts; None where it does not take one of them."""
    from import_conformance.reading.scanning.grimp_scan import statements

    try:
        found = statements(texts)
        doubtful = [at for at, text in enumerate(texts) if _TYPING in text]
        runtime = statements([texts[at] for at in doubtful], with_typing=False) if doubtful else []
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # a panic of the scanner is no Exception, and its class cannot be imported
        return None
    scans = [Scan(_digest(each)) for each in found]
    for at, left in zip(doubtful, runtime, strict=True):
        typing = {line for line, _ in found[at]}.difference(line for line, _ in left)
        scans[at] = Scan(scans[at].statements, tuple(sorted(typing)))
    return scans
