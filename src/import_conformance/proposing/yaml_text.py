"""YAML as the strict reader wants it, from strings that may hold anything."""

import re

_PLAIN = re.compile(r"[A-Za-z_.](?:[\w.+/ -]*[\w.+])?", re.ASCII)
# What other readers of YAML would not take for a string, and `~`.
_OTHER = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


def scalar(text: str) -> str:
    """Return a string as a YAML scalar: plain where nothing can be misread, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower().strip(".") not in _OTHER:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def flow(texts: tuple[str, ...]) -> str:
    """Return a list on one line; a single string stands alone."""
    return scalar(texts[0]) if len(texts) == 1 else listed(texts)


def listed(texts: tuple[str, ...]) -> str:
    """Return a list on one line, brackets included."""
    return f"[{', '.join(map(scalar, texts))}]"


def comment(text: str) -> str:
    """Return a string as it may stand behind `#`: on one line, a space for each unprintable character."""
    return "".join(character if character.isprintable() else " " for character in text)


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
