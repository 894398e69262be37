"""What a text says about the facts in it before a tree is built: each answer "no" is certain, each "yes" is a maybe."""

import re
from functools import lru_cache
from unicodedata import normalize

from import_conformance.model.facts import Wanted
from import_conformance.reading.text.write_methods import SESSION_MARKS, WRITE_METHODS

_ASCII = bytes(range(128))
_TABLE_NAMES = frozenset({"__tablename__", "__table__"})
_TABLE = frozenset({"table"})
# Between a keyword and its `=` there may be blanks, breaks of the line, and comments.
# A pattern that begins with letters is found many times faster than one that begins with a boundary.
_TABLE_KEYWORD = re.compile(r"table(?<!\wtable)\s*[=#\\]")


def needs_tree(text: str, wanted: Wanted) -> bool:
    """False only when all that is wanted of the code can be told without its syntax tree: there is none of it."""
    if wanted.outline:
        return True
    return may_use(text, wanted) or may_define(text, wanted) or may_have_models(text, wanted)


def may_use(text: str, wanted: Wanted) -> bool:
    """Whether there may be references, method calls or writes that are wanted: expressions have to be looked at."""
    return may_write(text, wanted) or may_name(text, wanted.names | wanted.methods)


def may_write(text: str, wanted: Wanted) -> bool:
    """Whether there may be writes that are wanted."""
    return wanted.orm and may_name(text, WRITE_METHODS) and _may_have_session(text)


def may_define(text: str, wanted: Wanted) -> bool:
    """Whether there may be definitions that are wanted."""
    if isinstance(wanted.definitions, bool):
        return wanted.definitions
    return may_name(text, wanted.definitions)


def may_have_models(text: str, wanted: Wanted) -> bool:
    """A safe prefilter: a class that names a table says `__tablename__`, `__table__` or `table=True` itself."""
    if not (wanted.orm or wanted.models) or "class" not in text:
        return False
    return may_name(text, _TABLE_NAMES) or (may_name(text, _TABLE) and _may_give_table(text))


def _may_give_table(text: str) -> bool:
    return bool(_TABLE_KEYWORD.search(text)) or may_fold(text)


def may_name(text: str, names: frozenset[str]) -> bool:
    """False only when no identifier of the text can be one of the names.

    Python compares identifiers by their NFKC form: letters that fold into ASCII ones could spell any name.
    """
    if not names:
        return False
    return any(_has_word(text, name) for name in names) or not all(map(str.isascii, names)) or may_fold(text)


def _may_have_session(text: str) -> bool:
    lowered = text.lower()
    return any(mark in lowered for mark in SESSION_MARKS) or may_fold(text)


@lru_cache(1)  # one text after the other, and each several times
def may_fold(text: str) -> bool:
    """Whether letters of the text may fold into ASCII ones, and so spell any word."""
    if text.isascii():
        return False
    foreign = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return any(map(_folds_into_ascii, frozenset(foreign)))


def _has_word(text: str, word: str) -> bool:
    """Faster than a regular expression: most texts do not hold the word, or hold it soon."""
    at = text.find(word)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(word) : at + len(word) + 1]
        if not any(character == "_" or character.isalnum() for character in around):
            return True
        at = text.find(word, at + 1)
    return False


@lru_cache(4096)
def _folds_into_ascii(character: str) -> bool:
    """True for letters such as full-width ones; an ellipsis folds too, but stands in no identifier."""
    return f"a{character}".isidentifier() and normalize("NFKC", character).isascii()
