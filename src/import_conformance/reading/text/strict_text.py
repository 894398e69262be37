"""Decode a configuration file: UTF-8 only, without characters that mislead a reader or control a terminal."""

import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator

from import_conformance.model.topology import Position

MAX_BYTES = 8 * 1024 * 1024
MAX_CHARACTERS_NAMED = 20
_FORBIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class RefusalError(Exception):
    """A file that cannot be read any further, where reading ends, and why."""

    def __init__(self, position: Position, sentence: str) -> None:
        super().__init__(sentence)
        self.position = position
        self.sentence = sentence


def decode(data: bytes) -> str:
    """Decode UTF-8, with LF as the only line break, as in YAML, so that both count lines alike.

    Raises:
        RefusalError: When there are more than `MAX_BYTES`, or they are not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise RefusalError(Position(1), f"the file is larger than {MAX_BYTES:,} bytes")
    if data.startswith(_UTF_16):
        raise RefusalError(Position(1), "the file is UTF-16; save it as UTF-8")
    try:
        return _with_plain_breaks(data.removeprefix(BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError as error:
        before = _with_plain_breaks(error.object[: error.start].decode("utf-8"))
        byte = error.object[error.start]
        raise RefusalError(
            _place(before, len(before)), f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8"
        ) from error


def forbidden_in(text: str, layout: str = "") -> frozenset[str]:
    """Return the characters of a text that are invisible, private or control codes; those of `layout` are allowed."""
    return frozenset(
        character
        for character in set(text).difference(layout)
        if unicodedata.category(character) in _FORBIDDEN or character in "\ufffe\uffff"
    )


def first_places(text: str, characters: frozenset[str]) -> Iterator[tuple[Position, str]]:
    """Yield the first position of each of some characters.

    It stops after 20: enough to fix a file, and a binary file does not fill the screen.
    """
    unseen = set(characters)
    for index, character in enumerate(text if unseen else ""):
        if character in unseen:
            unseen.remove(character)
            yield _place(text, index), character
            if not unseen or len(characters) - len(unseen) == MAX_CHARACTERS_NAMED:
                return


def replace(text: str, characters: frozenset[str]) -> str:
    """Replace each of the characters by one harmless character, so that no position changes."""
    return text.translate(dict.fromkeys(map(ord, characters), _REPLACEMENT))


def code_point(character: str) -> str:
    """Return the code point of a character in Unicode notation: `U+001B`."""
    return f"U+{ord(character):04X}"


def shortened(text: str, limit: int = 60) -> str:
    """Return a user's text in a form that fits into a sentence: on one line and at most `limit` characters long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _with_plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(text: str, index: int) -> Position:
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
