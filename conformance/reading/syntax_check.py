"""Which texts are Python at all, asked of the parser in grimp's scanner: several times faster than building trees.

The scanner stops at the first text that it refuses, and panics at some that it does not expect. So texts are handed
over in groups, and a group that fails is halved until the text is alone.
"""

from collections.abc import Iterator, Sequence

GROUP = 256
# The scanner panics, and says so on the terminal, where the dots of an import lead above the top.
MOST_DOTS = 12
# The scanner ends the process where calls, attributes or sums are chained for hundreds of thousands of links (120,000
# are well, and a link takes two characters at least); Python's own parser refuses them.
MOST_SCANNED = 100_000
_FOLDER = "a." * (MOST_DOTS + 1)


def refused(texts: Sequence[str]) -> list[int]:
    """The positions of the texts that the scanner does not take, in order.

    texts: none longer than MOST_SCANNED characters, or with a relative import of more than MOST_DOTS dots.
    The scanner knows the syntax of later versions than the Python that runs; what it refuses may be right all the same.
    """
    return [at for start in range(0, len(texts), GROUP) for at in _refused(texts, start, start + GROUP)]


def _refused(texts: Sequence[str], start: int, end: int) -> Iterator[int]:
    group = {f"{_FOLDER}m{at}": text for at, text in enumerate(texts[start:end], start)}
    if not group or _takes(group):
        return
    if len(group) == 1:
        yield start
        return
    middle = start + len(group) // 2
    yield from _refused(texts, start, middle)
    yield from _refused(texts, middle, min(end, len(texts)))


def _takes(group: dict[str, str]) -> bool:
    from conformance.reading.graph import scan

    try:
        scan(group, frozenset(), ["a"])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # a panic of the scanner is no Exception, and its class cannot be imported
        return False
    return True
