"""Find the names that a module binds, and whether it may have more than its text shows.

Most names are found by searching the text. The parser is used where one is not, or where the text may do more than bind
names. A module is open, which means that it may have any name, where even the syntax tree does not show its names.
"""

import re
from collections.abc import Iterable

from import_conformance.model.base.facts import OPEN_BINDINGS, PATH, STAR, Bindings, ImportStatement, Unreadable
from import_conformance.model.topology import ImportKind
from import_conformance.reading.scanning.strings import Unsure, long_strings
from import_conformance.reading.text.prefilter import may_fold
from import_conformance.reading.text.switches import is_parser_alone

# What precedes a name that a line without indentation binds, and what follows it where nothing precedes it.
_DEFINITIONS = ("def ", "class ", "async def ", "type ")
_ASSIGNED = re.compile(r"[ \t]*(?::[^=\n#]+)?=(?!=)")
# A text without these words changes nothing but its own names.
_MAKES_MODULES = ("__path__", "meta_path", "path_hooks", "modules", "declare_namespace")
# The number of whitespace characters that are searched for the `as` after a name.
MOST_BLANKS = 40


def bindings_of(text: str, imports: Iterable[ImportStatement], asked: frozenset[str]) -> Bindings:
    """Return the names of `asked` that a module binds.

    Args:
        text: The text of the module.
        imports: Its import statements.
        asked: Names; `STAR` for the names in its `__all__`, `PATH` for whether it makes other modules.
    """
    found = None if is_parser_alone() else _by_text(text, imports, asked)
    if found is not None:
        return found
    # Loaded late, because most runs do not need it.
    from import_conformance.reading.source.module_scope import bindings_in
    from import_conformance.reading.text.source_text import parse

    tree = parse(text)
    if isinstance(tree, Unreadable):
        return _by_text(text, imports, asked) or OPEN_BINDINGS
    return bindings_in(tree)


def _by_text(text: str, imports: Iterable[ImportStatement], asked: frozenset[str]) -> Bindings | None:
    """Return the names of `asked` if the text certainly binds them all; None when only the parser knows."""
    if (STAR in asked and "__all__" in text) or (PATH in asked and _may_make_modules(text)):
        return None
    names = asked - {STAR, PATH}
    try:
        missing = names - _imported(text, imports, names)
        if missing and not _are_defined(text, missing):
            return None
    except Unsure:
        return None
    return Bindings(tuple(sorted(names)), is_whole=False)


def _may_make_modules(text: str) -> bool:
    return any(word in text for word in _MAKES_MODULES) or may_fold(text)


def _imported(text: str, imports: Iterable[ImportStatement], names: frozenset[str]) -> frozenset[str]:
    """Return those names that imports bind outside of functions, without names that are before an `as` somewhere."""
    bound = {
        name
        for statement in imports
        if statement.kind in (ImportKind.RUNTIME, ImportKind.TYPING) and (statement.level != 1 or statement.module)
        for name in (statement.names or (statement.module.partition(".")[0],))
        if name in names
    }
    return frozenset(name for name in bound if not _is_renamed(text, name)) if " as " in text else frozenset(bound)


def _is_renamed(text: str, name: str) -> bool:
    """Return whether an `as` follows the name somewhere."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if text[end : end + 1].isspace() and text[end : end + MOST_BLANKS].lstrip().startswith("as "):
            return True
        start = text.find(name, end)
    return False


def _are_defined(text: str, names: Iterable[str]) -> bool:
    """Return whether lines without indentation bind all names; raise Unsure if such lines may be in strings."""
    offsets = [_defined(f"\n{text}", name) for name in names]
    if -1 in offsets:
        return False
    spans = long_strings(text, max(offsets) + 1)
    return not any(opening < offset < closing for offset in offsets for opening, closing in spans)


def _defined(text: str, name: str) -> int:
    """Return the offset of the first line that may bind a name; -1 for none. The text begins with a line break."""
    found = [_line(text, f"\n{before}{name}", is_definition=True) for before in _DEFINITIONS]
    found.append(_line(text, f"\n{name}", is_definition=False))
    return min((offset for offset in found if offset >= 0), default=-1)


def _line(text: str, beginning: str, *, is_definition: bool) -> int:
    """Return the offset, in the text without its first character, of the first such line that binds its name."""
    start = text.find(beginning)
    while start >= 0:
        end = start + len(beginning)
        if text[start - 1 : start] != "\\" and _ends(text, end, is_definition=is_definition):
            return start
        start = text.find(beginning, end)
    return -1


def _ends(text: str, offset: int, *, is_definition: bool) -> bool:
    """Return whether a name ends at an offset and the line binds it."""
    if is_definition:
        return not (text[offset : offset + 1].isalnum() or text[offset : offset + 1] == "_")
    return _ASSIGNED.match(text, offset) is not None
