"""Small words that the formats for people share."""

from collections import Counter
from collections.abc import Iterable


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 entry`, `3 entries`, `0 findings`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("ry") else f"{number} {noun}s"


def sentence(text: str, *, capital: bool = True) -> str:
    """Return a text with a capital, unless it is not wanted, and a full stop."""
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    return ended[:1].upper() + ended[1:] if capital else ended


def usual(texts: Iterable[str]) -> str:
    """The text that comes again and again, which the heading says once for all; "" when each finding has its own."""
    counts = Counter(texts)
    text, number = counts.most_common(1)[0]
    is_usual = number > 1 and number * 4 >= counts.total()
    return text if is_usual or counts.total() == 1 else ""
