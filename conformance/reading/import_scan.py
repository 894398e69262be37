"""The import statements of a text without a syntax tree: many times faster, or no answer.

The word `import` is a keyword, so in code it stands in import statements alone; what has to be known is which of its
occurrences are code, and which functions and `if TYPE_CHECKING:` blocks hold them. Strings over several lines are
found first, then each occurrence is judged by its own line, and its blocks by the indentation of the lines above it.
Whatever is written in a way that this cannot be sure of is left to the parser (`None`). The text must be one that the
parser accepts: of a text with syntax errors nothing is told here.
"""

import re
from collections.abc import Iterator
from operator import attrgetter

from conformance.model.facts import ImportStatement
from conformance.model.topology import ImportKind
from conformance.reading.block_scan import Blocks
from conformance.reading.prefilter import may_name
from conformance.reading.string_scan import Unsure, is_code, long_strings, refuse_continued

_DOTTED = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
_FROM = re.compile(rf" *from[ \t]+(\.*)({_DOTTED})?[ \t]+", re.ASCII)
_END = r"[ \t]*(?:\#[^\n]*)?(?=\n|\Z)"
_ALIASED = rf"{_DOTTED}(?:[ \t]+as[ \t]+[A-Za-z_]\w*)?"
_MODULES = re.compile(rf"[ \t]+({_ALIASED}(?:[ \t]*,[ \t]*{_ALIASED})*){_END}", re.ASCII)
_NAME = r"[A-Za-z_]\w*(?:[ \t]+as[ \t]+[A-Za-z_]\w*)?"
_NAMES = re.compile(rf"[ \t]+({_NAME}(?:[ \t]*,[ \t]*{_NAME})*|\*){_END}", re.ASCII)
_LIST = re.compile(rf"[ \t]*\(((?:[^()#\\]++|\#[^\n]*+)*+)\){_END}")
_LISTED = re.compile(r"([A-Za-z_]\w*)(?:\s+as\s+[A-Za-z_]\w*)?", re.ASCII)
_COMMENT = re.compile(r"#[^\n]*")
_PLACE = attrgetter("line", "column", "module")
_KEYWORD = "import"
_DYNAMIC = frozenset({"import_module", "__import__"})


def scan_imports(text: str) -> tuple[ImportStatement, ...] | None:
    """Every import of a text that can be parsed, sorted by place; None when only the parser can tell."""
    if "\f" in text or may_name(text, _DYNAMIC):
        return None
    if _KEYWORD not in text:
        return ()
    try:
        found = list(_statements(text))
    except Unsure:
        return None
    found.sort(key=_PLACE)
    return tuple(found)


def _statements(text: str) -> Iterator[ImportStatement]:
    blocks = Blocks(text, long_strings(text))
    number, counted = 1, 0
    for at in _occurrences(text):
        _, closed = blocks.string_before(at)
        if at < closed:
            continue
        line = text.rfind("\n", counted, at) + 1 or counted
        blocks.spend(at - line)
        before = text[max(line, closed) : at]
        origin = _FROM.fullmatch(before) if before.strip(" ") else None
        if closed > line or (origin is None and before.strip(" ")):
            if is_code(text, max(line, closed), at):
                raise Unsure
            continue
        refuse_continued(text, line)
        indent = len(before) - len(before.lstrip(" "))
        number, counted = number + text.count("\n", counted, line), line
        kind = blocks.kind(line, indent) if indent else ImportKind.RUNTIME
        yield from _statement(text, at + len(_KEYWORD), origin, (number, indent + 1, kind))


def _occurrences(text: str) -> Iterator[int]:
    """Where the keyword stands as a word."""
    at = text.find(_KEYWORD)
    while at >= 0:
        behind = at + len(_KEYWORD)
        if not (_is_in_word(text[max(at - 1, 0) : at]) or _is_in_word(text[behind : behind + 1])):
            yield at
        at = text.find(_KEYWORD, behind)


def _is_in_word(character: str) -> bool:
    return character == "_" or character.isalnum()


def _statement(
    text: str, at: int, origin: re.Match[str] | None, place: tuple[int, int, ImportKind]
) -> Iterator[ImportStatement]:
    """The statement that goes on at `at`, behind its keyword; origin: what stands before the keyword of a `from`."""
    line, column, kind = place
    if origin is None:
        for module in _modules(text, at):
            yield ImportStatement(line, column, module, 0, None, kind)
    else:
        yield ImportStatement(line, column, origin[2] or "", len(origin[1]), _names(text, at), kind)


def _modules(text: str, at: int) -> list[str]:
    found = _MODULES.match(text, at)
    if found is None:
        raise Unsure
    return [part.split()[0] for part in found[1].split(",")]


def _names(text: str, at: int) -> tuple[str, ...]:
    plain = _NAMES.match(text, at)
    if plain:
        return tuple([part.split()[0] for part in plain[1].split(",")])
    listed = _LIST.match(text, at)
    if listed is None:
        raise Unsure
    parts = [part.strip() for part in _COMMENT.sub("", listed[1]).split(",")]
    names = [_LISTED.fullmatch(part) for part in (parts if parts[-1] else parts[:-1])]
    if None in names:
        raise Unsure
    return tuple([name[1] for name in names if name])
