"""Read the import statements of a text without a syntax tree: many times faster, or no answer.

The word `import` is a keyword, so in code it occurs in import statements alone; what must be found out is which of its
occurrences are code, and which functions and `if TYPE_CHECKING:` blocks they are in. Strings over several lines are
found first, then each occurrence is judged by its own line, and its blocks by the indentation of the lines above it.
Where this is not certain, the text is left to the parser (`None`). The text must be one that the parser accepts:
nothing holds of a text with syntax errors.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from import_conformance.model.base.facts import ImportStatement
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
# The most frequent characters before and after the keyword.
_AROUND = (" ", "\n", "")
# A call that imports something needs one of these names.
DYNAMIC = frozenset({"import_module", "__import__", "lazy_loader"})
_AT_LOAD = ImportKind.RUNTIME, Guard.NONE
# How many lines a process caches, and the longest of them in characters: some megabytes at most.
MOST_KNOWN, LONGEST_KNOWN = 20_000, 200


def scan_imports(text: str) -> tuple[ImportStatement, ...] | None:
    """Return all imports of a text that can be parsed, in their order; None when only the parser can find them."""
    return None if may_name(text, DYNAMIC) else scan_statements(text)


def scan_statements(text: str) -> tuple[ImportStatement, ...] | None:
    """Return the import statements of such a text, whether or not calls import something as well."""
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
    """An import statement as read from its line, wherever in a file the line is.

    Attributes:
        keyword: The offset of `import` in the line.
        is_lazy: Whether it is a lazy import (PEP 810), which happens at the first use of what it binds.
        imported: Module, level and names of each import.
    """

    keyword: int
    indent: int
    is_lazy: bool
    imported: tuple[tuple[str, int, tuple[str, ...] | None], ...]


_KNOWN: dict[str, _Line] = {}


def _statements(text: str, places: Sequence[int]) -> Iterator[ImportStatement]:
    """Yield the import statements of a text; places: the offsets of the keyword, in code or not."""
    refuse_open_fields(text, places[-1])
    blocks = Blocks(text, long_strings(text, places[-1]))
    number, counted = 1, 0
    for offset in places:
        _, closed = blocks.string_before(offset)
        if offset < closed:
            continue
        line = text.rfind("\n", counted, offset) + 1 or counted
        end = text.find("\n", offset)
        content = text[line : end if end >= 0 else len(text)]
        blocks.spend(len(content))
        if closed > line:
            refuse_code(text, closed, offset)
            continue
        known = _KNOWN.get(content)
        if known is None or known.keyword != offset - line:
            known = _read(text, line, offset, content)
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
                blocks.typing.note(content, module, names)


def _occurrences(text: str) -> Iterator[int]:
    """Yield the offsets of the keyword where it is a word of its own."""
    offset = text.find(_KEYWORD)
    while offset >= 0:
        after = offset + len(_KEYWORD)
        if not (_goes_on(text[offset - 1 : offset]) or _goes_on(text[after : after + 1])):
            yield offset
        offset = text.find(_KEYWORD, after)


def _goes_on(character: str) -> bool:
    """Return whether a word continues with a character ("" at either end of the text)."""
    return character not in _AROUND and (character == "_" or character.isalnum())


def _read(text: str, line: int, offset: int, content: str) -> _Line | None:
    """Return the statement on a line; None where the keyword is in a comment or a string.

    Args:
        text: The whole text.
        line: The offset at which the line begins.
        offset: The offset of the keyword.
        content: The line.
    """
    before = text[line:offset]
    code = before.strip(" ")
    origin = _FROM.fullmatch(before) if code else None
    if origin is None and code and code != _LAZY:
        refuse_code(text, line, offset)
        return None
    # If a string ends on this line, another statement could follow it.
    if content.count(_KEYWORD) > 1 and ("'" in content or '"' in content):
        raise Unsure
    after = offset + len(_KEYWORD)
    start = (offset - line, len(before) - len(before.lstrip(" ")), code.startswith(_LAZY))
    if origin is None:
        return _cached(content, _Line(*start, tuple((module, 0, None) for module in _modules(text, after))))
    module, level = origin[2] or "", len(origin[1])
    plain = _NAMES.match(text, after)
    if plain:
        names = tuple([part.split()[0] for part in plain[1].split(",")])
        return _cached(content, _Line(*start, ((module, level, names),)))
    return _Line(*start, ((module, level, _listed(text, after)),))


def _cached(content: str, read: _Line) -> _Line:
    """Cache what was read of a line that holds a whole statement, because most such lines occur in many files."""
    if len(_KNOWN) < MOST_KNOWN and len(content) < LONGEST_KNOWN:
        _KNOWN[content] = read
    return read


def _modules(text: str, offset: int) -> list[str]:
    found = _MODULES.match(text, offset)
    if found is None:
        raise Unsure
    return sorted(part.split()[0] for part in found[1].split(","))


def _listed(text: str, offset: int) -> tuple[str, ...]:
    """Return the names in the brackets of a `from` import."""
    listed = _LIST.match(text, offset)
    if listed is None:
        raise Unsure
    parts = [part.strip() for part in _COMMENT.sub("", listed[1]).split(",")]
    names = [_LISTED.fullmatch(part) for part in (parts if parts[-1] else parts[:-1])]
    if None in names:
        raise Unsure
    return tuple([name[1] for name in names if name])
