"""Phrases of which the sentences about laws are made."""

from collections.abc import Iterable

from import_conformance.model.base.law import ImportKind, Selector

# How many names a sentence about a law lists.
MOST_NAMED = 9


def enumerated(words: Iterable[str], most: int = 6) -> str:
    """Return words as people write them: `a, b and c`; beyond `most`, the rest as a number."""
    listed = list(words)
    if len(listed) > most:
        listed = [*listed[: most - 1], f"{len(listed) - most + 1} more"]
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def names_of(selectors: Iterable[Selector]) -> list[str]:
    """Return selectors as the topology writes them."""
    return [selector.text for selector in selectors]


def texts(selectors: Iterable[Selector]) -> str:
    """Return selectors as the topology writes them, in one phrase."""
    return enumerated(names_of(selectors), MOST_NAMED)


def everywhere(selectors: tuple[Selector, ...]) -> str:
    """Return where a law holds; no selector means everywhere."""
    return texts(selectors) if selectors else "the whole code base"


def kinds_text(kinds: Iterable[ImportKind]) -> str:
    """Return kinds of import as people write them."""
    given = frozenset(kinds)
    return enumerated(kind for kind in ImportKind if kind in given)


def in_kinds(kinds: frozenset[ImportKind]) -> str:
    """Return the end of a sentence about imports; "" where all kinds are meant."""
    return "" if len(kinds) == len(ImportKind) else f", in {kinds_text(kinds)} imports"
