"""Decide from a text alone, before its syntax tree is built, which facts it cannot hold: only a "no" is certain."""

import re
from functools import lru_cache
from unicodedata import normalize

from import_conformance.model.base.facts import Wanted
from import_conformance.reading.text.write_methods import SESSION_MARKS, WRITE_METHODS

_ASCII = bytes(range(128))
_TABLE_NAMES = frozenset({"__tablename__", "__table__"})
_TABLE = frozenset({"table"})
# Between a keyword and its `=` there may be whitespace, line breaks and comments.
# The lookbehind follows the word: `re` searches a literal prefix many times faster than a boundary.
_TABLE_KEYWORD = re.compile(r"table(?<!\wtable)\s*[=#\\]")


def needs_tree(text: str, wanted: Wanted) -> bool:
    """Return False only when the code certainly holds none of the requested facts that need its syntax tree."""
    if wanted.outline:
        return True
    return may_use(text, wanted) or may_define(text, wanted) or may_have_models(text, wanted)


def may_use(text: str, wanted: Wanted) -> bool:
    """Return whether there may be requested references, method calls or writes, so that expressions must be visited."""
    return may_write(text, wanted) or may_name(text, wanted.names | wanted.methods)


def may_write(text: str, wanted: Wanted) -> bool:
    """Return whether there may be requested writes to a database."""
    return wanted.orm and may_name(text, WRITE_METHODS) and _may_have_session(text)


def may_define(text: str, wanted: Wanted) -> bool:
    """Return whether there may be requested definitions."""
    if isinstance(wanted.definitions, bool):
        return wanted.definitions
    return may_name(text, wanted.definitions)


def may_have_models(text: str, wanted: Wanted) -> bool:
    """Return whether there may be models: the class of one holds `__tablename__`, `__table__` or `table=True`."""
    if not (wanted.orm or wanted.models) or "class" not in text:
        return False
    return may_name(text, _TABLE_NAMES) or (may_name(text, _TABLE) and _may_give_table(text))


def _may_give_table(text: str) -> bool:
    return bool(_TABLE_KEYWORD.search(text)) or may_fold(text)


def may_name(text: str, names: frozenset[str]) -> bool:
    """Return False only when no identifier of the text can be one of the names.

    Python compares identifiers by their NFKC form (PEP 3131): letters that fold into ASCII ones can spell any name.
    """
    if not names:
        return False
    return any(_has_word(text, name) for name in names) or not all(map(str.isascii, names)) or may_fold(text)


def _may_have_session(text: str) -> bool:
    lowered = text.lower()
    return any(mark in lowered for mark in SESSION_MARKS) or may_fold(text)


@lru_cache(1)  # texts are processed one by one, and each asks several times
def may_fold(text: str) -> bool:
    """Return whether the text has non-ASCII letters that may fold into ASCII ones, and so spell any word."""
    if text.isascii():
        return False
    foreign = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return any(map(_folds_into_ascii, frozenset(foreign)))


def _has_word(text: str, word: str) -> bool:
    """Return whether a word occurs; faster than a regular expression, because most texts do not hold it."""
    start = text.find(word)
    while start >= 0:
        around = text[max(start - 1, 0) : start] + text[start + len(word) : start + len(word) + 1]
        if not any(character == "_" or character.isalnum() for character in around):
            return True
        start = text.find(word, start + 1)
    return False


@lru_cache(4096)
def _folds_into_ascii(character: str) -> bool:
    """Return True for letters such as full-width ones; an ellipsis folds too, but no identifier may hold it."""
    return f"a{character}".isidentifier() and normalize("NFKC", character).isascii()
