"""The import statements of a text without a syntax tree: many times faster, or no answer.

The word `import` is a keyword, so in code it stands in import statements alone; what has to be known is which of its
occurrences are code, and which functions and `if TYPE_CHECKING:` blocks hold them. Strings over several lines are
found first, then each occurrence is judged by its own line, and its blocks by the indentation of the lines above it.
Whatever is written in a way that this cannot be sure of is left to the parser (`None`). The text must be one that the
parser accepts: of a text with syntax errors nothing is told here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from import_conformance.model.facts import ImportStatement
from import_conformance.model.topology import Guard, ImportKind
from import_conformance.reading.scanning.blocks import Blocks
from import_conformance.reading.scanning.strings import (
    Unsure,
    long_strings,
    refuse_code,
    refuse_continued,
    refuse_open_fields,
)
from import_conformance.reading.text.prefilter import may_fold, may_name

_DOTTED = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
_FROM = re.compile(rf" *(?:lazy[ \t]+)?from[ \t]+(\.*)({_DOTTED})?[ \t]+", re.ASCII)
_LAZY = "lazy"
_END = r"[ \t]*(?:\#[^\n]*)?(?=\n|\Z)"
_ALIASED = rf"{_DOTTED}(?:[ \t]+as[ \t]+[A-Za-z_]\w*)?"
_MODULES = re.compile(rf"[ \t]+({_ALIASED}(?:[ \t]*,[ \t]*{_ALIASED})*){_END}", re.ASCII)
_NAME = r"[A-Za-z_]\w*(?:[ \t]+as[ \t]+[A-Za-z_]\w*)?"
_NAMES = re.compile(rf"[ \t]+({_NAME}(?:[ \t]*,[ \t]*{_NAME})*|\*){_END}", re.ASCII)
_LIST = re.compile(rf"[ \t]*\(((?:[^()#\\]++|\#[^\n]*+)*+)\){_END}")
_LISTED = re.compile(r"([A-Za-z_]\w*)(?:\s+as\s+[A-Za-z_]\w*)?", re.ASCII)
_COMMENT = re.compile(r"#[^\n]*")
_KEYWORD = "import"
# What most often stands before and behind the keyword.
_AROUND = (" ", "\n", "")
# The names without which no call imports anything.
DYNAMIC = frozenset({"import_module", "__import__", "lazy_loader"})
_AT_LOAD = ImportKind.RUNTIME, Guard.NONE
# What a process keeps of the lines that it has read: some megabytes at most.
MOST_KNOWN, LONGEST_KNOWN = 20_000, 200


def scan_imports(text: str) -> tuple[ImportStatement, ...] | None:
    """Every import of a text that can be parsed, sorted by place; None when only the parser can tell."""
    return None if may_name(text, DYNAMIC) else scan_statements(text)


def scan_statements(text: str) -> tuple[ImportStatement, ...] | None:
    """The import statements of such a text, whatever calls import beside them."""
    # Letters may fold into those of a keyword or a name.
    if "\f" in text or may_fold(text):
        return None
    places = list(_occurrences(text))
    if not places:
        return ()
    try:
        return tuple(_statements(text, places))
    except Unsure:
        return None


class _Line(NamedTuple):
    """An import statement as its line says it, wherever that stands.

    at: where its keyword stands in the line; indent: the blanks before it; is_lazy: whether it happens at the first use
    of what it binds (PEP 810); imported: module, level and names of each.
    """

    at: int
    indent: int
    is_lazy: bool
    imported: tuple[tuple[str, int, tuple[str, ...] | None], ...]


_KNOWN: dict[str, _Line] = {}


def _statements(text: str, places: Sequence[int]) -> Iterator[ImportStatement]:
    """The import statements of a text in which the keyword may stand at some places."""
    refuse_open_fields(text, places[-1])
    blocks = Blocks(text, long_strings(text, places[-1]))
    number, counted = 1, 0
    for at in places:
        _, closed = blocks.string_before(at)
        if at < closed:
            continue
        line = text.rfind("\n", counted, at) + 1 or counted
        end = text.find("\n", at)
        said = text[line : end if end >= 0 else len(text)]
        blocks.spend(len(said))
        if closed > line:
            refuse_code(text, closed, at)
            continue
        known = _KNOWN.get(said)
        if known is None or known.at != at - line:
            known = _read(text, line, at, said)
        if known is None:
            continue
        refuse_continued(text, line)
        number, counted = number + text.count("\n", counted, line), line
        kind, guard = blocks.when(line, known.indent) if known.indent else _AT_LOAD
        if known.is_lazy and kind is ImportKind.RUNTIME:
            kind = ImportKind.LAZY
        for module, level, names in known.imported:
            yield ImportStatement(number, known.indent + 1, module, level, names, kind, guard)
            if not (known.indent or level) and blocks.typing.is_named:
                blocks.typing.note(said, module, names)


def _occurrences(text: str) -> Iterator[int]:
    """Where the keyword stands as a word."""
    at = text.find(_KEYWORD)
    while at >= 0:
        behind = at + len(_KEYWORD)
        if not (_goes_on(text[at - 1 : at]) or _goes_on(text[behind : behind + 1])):
            yield at
        at = text.find(_KEYWORD, behind)


def _goes_on(character: str) -> bool:
    """Whether a word goes on with a character ("" at either end of the text)."""
    return character not in _AROUND and (character == "_" or character.isalnum())


def _read(text: str, line: int, at: int, said: str) -> _Line | None:
    """The statement on a line whose keyword stands at `at`; None where that is in a comment or a string."""
    before = text[line:at]
    code = before.strip(" ")
    origin = _FROM.fullmatch(before) if code else None
    if origin is None and code and code != _LAZY:
        refuse_code(text, line, at)
        return None
    # Inside of a string that ends on this line, another statement could follow.
    if said.count(_KEYWORD) > 1 and ("'" in said or '"' in said):
        raise Unsure
    behind = at + len(_KEYWORD)
    start = (at - line, len(before) - len(before.lstrip(" ")), code.startswith(_LAZY))
    if origin is None:
        return _kept(said, _Line(*start, tuple((module, 0, None) for module in _modules(text, behind))))
    module, level = origin[2] or "", len(origin[1])
    plain = _NAMES.match(text, behind)
    if plain:
        names = tuple([part.split()[0] for part in plain[1].split(",")])
        return _kept(said, _Line(*start, ((module, level, names),)))
    return _Line(*start, ((module, level, _listed(text, behind)),))


def _kept(said: str, read: _Line) -> _Line:
    """What was read of a line that says all of its statement: most lines stand in many files."""
    if len(_KNOWN) < MOST_KNOWN and len(said) < LONGEST_KNOWN:
        _KNOWN[said] = read
    return read


def _modules(text: str, at: int) -> list[str]:
    found = _MODULES.match(text, at)
    if found is None:
        raise Unsure
    return sorted(part.split()[0] for part in found[1].split(","))


def _listed(text: str, at: int) -> tuple[str, ...]:
    """The names in brackets."""
    listed = _LIST.match(text, at)
    if listed is None:
        raise Unsure
    parts = [part.strip() for part in _COMMENT.sub("", listed[1]).split(",")]
    names = [_LISTED.fullmatch(part) for part in (parts if parts[-1] else parts[:-1])]
    if None in names:
        raise Unsure
    return tuple([name[1] for name in names if name])
