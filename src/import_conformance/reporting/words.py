"""Phrases that the formats for people share."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from import_conformance.model.finding import Confidence, Finding, State

T = TypeVar("T", bound=str)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 entry`, `3 entries`, `0 findings`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("ry") else f"{number} {noun}s"


def sentence(text: str, *, capital: bool = True) -> str:
    """Return a text with a capital, unless it is not wanted, and a full stop."""
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    return ended[:1].upper() + ended[1:] if capital else ended


def cut_short(texts: Iterable[T], most: int | None) -> list[T | str]:
    """Return the first texts, and `and 3 more` for the others; most: how many, None for all."""
    listed = list(texts)
    shown = listed[:most]
    return [*shown, f"and {len(listed) - len(shown)} more"] if len(shown) < len(listed) else [*shown]


def usual(texts: Iterable[str]) -> str:
    """Return the text that most findings share and the heading states once; "" when each has its own."""
    counts = Counter(texts)
    text, number = counts.most_common(1)[0]
    is_usual = number > 1 and number * 4 >= counts.total()
    return text if is_usual or counts.total() == 1 else ""


def shared_owner(findings: Iterable[Finding]) -> str:
    """Return the owner that all findings have, which the heading states once; "" where they differ."""
    owners = {finding.owner for finding in findings}
    return owners.pop() if len(owners) == 1 else ""


def with_owner(text: str, finding: Finding, stated: str = "") -> str:
    """Return the text of a finding with its owner behind it, unless that is the one that was `stated` before."""
    return f"{text} (owner: {finding.owner})" if finding.owner not in ("", stated) else text


def marks(finding: Finding) -> str:
    """Return what precedes the message of a finding: `(known) ` and `(likely) ` where they apply, else ""."""
    known = "(known) " if finding.state is State.KNOWN else ""
    likely = "(likely) " if finding.confidence is Confidence.LIKELY else ""
    return known + likely
