"""YAML as the strict reader wants it, from texts that may hold anything."""

import re

_PLAIN = re.compile(r"[A-Za-z_.](?:[\w.+/ -]*[\w.+])?", re.ASCII)
# What other readers of YAML would not take for a text, and `~`.
_OTHER = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


def scalar(text: str) -> str:
    """A text as a YAML scalar: plain where nothing can be misread, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower().strip(".") not in _OTHER:
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def flow(texts: tuple[str, ...]) -> str:
    """A list on one line; a single text stands alone."""
    return scalar(texts[0]) if len(texts) == 1 else listed(texts)


def listed(texts: tuple[str, ...]) -> str:
    """A list on one line, brackets included."""
    return f"[{', '.join(map(scalar, texts))}]"


def comment(text: str) -> str:
    """A text as it may stand behind `#`: on one line, without characters that are not drawn."""
    return "".join(character if character.isprintable() else " " for character in text)


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
