"""Which texts are Python at all, asked of the parser in grimp's scanner: several times faster than building trees.

The scanner stops at the first text that it refuses, and panics at some that it does not expect. So texts are handed
over in groups, and a group that fails is halved until the text is alone. A few texts are first shown to the Python that
runs, for loading grimp takes longer.
"""

from collections.abc import Iterator, Sequence

from conformance.model.facts import Unreadable
from conformance.reading.source_text import parse

GROUP = 256
# So many characters of code are parsed in the time that it takes to load grimp.
WORTH_LOADING = 150_000
# The scanner panics, and says so on the terminal, where the dots of an import lead above the top.
MOST_DOTS = 12
_FOLDER = "a." * (MOST_DOTS + 1)


def refused(texts: Sequence[str]) -> list[int]:
    """The positions of the texts that the scanner does not take, in order.

    texts: none with a relative import of more than MOST_DOTS dots.
    The scanner knows the syntax of later versions than the Python that runs; what it refuses may be right all the same.
    """
    doubtful = list(range(len(texts)))
    if sum(map(len, texts)) < WORTH_LOADING:
        doubtful = [at for at in doubtful if isinstance(parse(texts[at]), Unreadable)]
    asked = [texts[at] for at in doubtful]
    return [doubtful[at] for start in range(0, len(asked), GROUP) for at in _refused(asked, start, start + GROUP)]


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
