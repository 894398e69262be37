"""The text of compiled contracts without its remarks: what import-linter reads of it.

Remarks, and the guidance of a contract, say from which lines of the topology it comes. A comment more in the topology
moves those lines, and makes no contract another one.
"""

import re

_LINE_OF_THE_LAW = re.compile(r"^(\s+)line \d+: ")


def bare(text: str) -> tuple[tuple[int, str], ...]:
    """The lines that say something, with their numbers (from 1), without the lines of the law that they name."""
    lines = enumerate(text.splitlines(), 1)
    told = ((number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#"))
    return tuple((number, _LINE_OF_THE_LAW.sub(r"\1", line)) for number, line in told)


def mean_the_same(one: str, other: str) -> bool:
    """True for texts that differ in remarks and empty lines at most."""
    return [line for _, line in bare(one)] == [line for _, line in bare(other)]
