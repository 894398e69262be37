"""The text of compiled contracts without its comments: the part that import-linter evaluates.

Comments, and the guidance of a contract, name the lines of the topology that it comes from. A new comment in the
topology moves those lines, and does not change any contract.
"""

import re

_LINE_OF_THE_LAW = re.compile(r"^(\s+)line \d+: ")


def bare(text: str) -> tuple[tuple[int, str], ...]:
    """Return the lines, numbered from 1, that are neither blank nor comments, without references to the topology."""
    lines = enumerate(text.splitlines(), 1)
    relevant = ((number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#"))
    return tuple((number, _LINE_OF_THE_LAW.sub(r"\1", line)) for number, line in relevant)


def mean_the_same(one: str, other: str) -> bool:
    """Return True for texts that differ in comments and blank lines at most."""
    return [line for _, line in bare(one)] == [line for _, line in bare(other)]
