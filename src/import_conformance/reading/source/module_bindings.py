"""Which names a module binds, and whether more may come to it than its text shows.

A name is looked for in the text first, where most are found in a moment; only where one is not, or where the text may
do more than bind names, the parser is asked. What cannot be known from the text leaves the module open: then any name
may be there.
"""

import re
from collections.abc import Iterable

from import_conformance.model.facts import OPEN_BINDINGS, PATH, STAR, Bindings, ImportStatement, Unreadable
from import_conformance.model.topology import ImportKind
from import_conformance.reading.scanning.strings import Unsure, long_strings
from import_conformance.reading.text.prefilter import may_fold
from import_conformance.reading.text.switches import is_parser_alone

# What stands before a name that a line without indentation binds, and what behind it where nothing stands before.
_DEFINITIONS = ("def ", "class ", "async def ", "type ")
_ASSIGNED = re.compile(r"[ \t]*(?::[^=\n#]+)?=(?!=)")
# A text without these words changes no more than its own names.
_MAKES_MODULES = ("__path__", "meta_path", "path_hooks", "modules", "declare_namespace")
# Of the blanks between a name and its `as` so many are looked at.
MOST_BLANKS = 40


def bindings_of(text: str, imports: Iterable[ImportStatement], asked: frozenset[str]) -> Bindings:
    """What a module binds, as far as it is asked for.

    Args:
        text: The text of the module.
        imports: Its import statements.
        asked: Names; `STAR` for what its `__all__` names, `PATH` for whether it makes other modules.
    """
    found = None if is_parser_alone() else _by_text(text, imports, asked)
    if found is not None:
        return found
    # What most runs have no need of is not loaded.
    from import_conformance.reading.source.module_scope import bindings_in
    from import_conformance.reading.text.source_text import parse

    tree = parse(text)
    if isinstance(tree, Unreadable):
        return _by_text(text, imports, asked) or OPEN_BINDINGS
    return bindings_in(tree)


def _by_text(text: str, imports: Iterable[ImportStatement], asked: frozenset[str]) -> Bindings | None:
    """The names that are asked for, if the text is sure to bind them all; None when only the parser knows."""
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
    """Those of some names that imports bind outside of functions, but those that stand before an `as` somewhere."""
    bound = {
        name
        for statement in imports
        if statement.kind in (ImportKind.RUNTIME, ImportKind.TYPING) and (statement.level != 1 or statement.module)
        for name in (statement.names or (statement.module.partition(".")[0],))
        if name in names
    }
    return frozenset(name for name in bound if not _is_renamed(text, name)) if " as " in text else frozenset(bound)


def _is_renamed(text: str, name: str) -> bool:
    """Whether an `as` stands behind a name."""
    at = text.find(name)
    while at >= 0:
        behind = at + len(name)
        if text[behind : behind + 1].isspace() and text[behind : behind + MOST_BLANKS].lstrip().startswith("as "):
            return True
        at = text.find(name, behind)
    return False


def _are_defined(text: str, names: Iterable[str]) -> bool:
    """Whether each of some names is bound by a line without indentation.

    Raises:
        Unsure: when it cannot be known which of the lines stand in strings.
    """
    places = [_defined(f"\n{text}", name) for name in names]
    if -1 in places:
        return False
    spans = long_strings(text, max(places) + 1)
    return not any(opening < place < closing for place in places for opening, closing in spans)


def _defined(text: str, name: str) -> int:
    """Where the first line stands that looks as if it bound a name; -1 for none. The text has a line break in front."""
    found = [_line(text, f"\n{before}{name}", is_definition=True) for before in _DEFINITIONS]
    found.append(_line(text, f"\n{name}", is_definition=False))
    return min((place for place in found if place >= 0), default=-1)


def _line(text: str, beginning: str, *, is_definition: bool) -> int:
    """Where a line begins in the text without its first character, if the line binds the name that it begins with."""
    at = text.find(beginning)
    while at >= 0:
        behind = at + len(beginning)
        if text[at - 1 : at] != "\\" and _ends(text, behind, is_definition=is_definition):
            return at
        at = text.find(beginning, behind)
    return -1


def _ends(text: str, at: int, *, is_definition: bool) -> bool:
    """Whether a name ends at a place, and is bound by what stands there."""
    if is_definition:
        return not (text[at : at + 1].isalnum() or text[at : at + 1] == "_")
    return _ASSIGNED.match(text, at) is not None
