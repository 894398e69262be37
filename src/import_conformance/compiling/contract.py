"""A contract of import-linter as a value, and the characters that may appear in its file."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

TYPES = ("conformance_current", "conformance_baseline", "conformance_layers", "conformance_law")
_NOT_OF_A_NAME = re.compile(r"[^A-Za-z0-9_ .:,>(){}*=+-]+")
_TAG = re.compile(r"(\\*)\[(?=[a-z#/@])")


@dataclass(frozen=True)
class Contract:
    """One section of the file.

    Attributes:
        id: The id that `lint-imports --contract` takes.
        name: What people call it.
        lines: The lines of the topology that it comes from.
        guidance: What is printed when the contract is broken, line by line.
    """

    id: str
    name: str
    type: str
    lines: tuple[int, ...]
    options: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    guidance: tuple[str, ...] = ()


def plain_name(text: str) -> str:
    """Return a name without the characters that are special in INI files, rich's markup or shells."""
    return " ".join(_NOT_OF_A_NAME.sub(" ", _ascii(text)).split())


def plain_text(text: str) -> str:
    """Return a sentence as guidance may contain it: one line, ASCII, and nothing that rich would take for markup."""
    return _TAG.sub(r"\1\1\\[", " ".join(_ascii(text).split()))


def _ascii(text: str) -> str:
    """Return the nearest text in ASCII: accents are dropped, what has no counterpart becomes a question mark."""
    if text.isascii():
        letters = text
    else:
        marks = str.maketrans(
            {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
        )
        apart = unicodedata.normalize("NFKD", text.translate(marks))
        letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
        letters = letters.encode("ascii", "replace").decode("ascii")
    return "".join(letter if letter.isprintable() else " " for letter in letters)
