"""Which texts are Python at all, asked of the parser in grimp's scanner: several times faster than building trees.

The scanner stops at the first text that it refuses, and panics at some that it does not expect. So texts are handed
over in groups, and a group that fails is halved until the text is alone. A few texts are first shown to the Python that
runs, for loading grimp takes longer.
"""

from collections.abc import Iterator, Sequence

from conformance.model.facts import Unreadable
from conformance.reading.scanner_check import is_sound
from conformance.reading.source_text import parse

GROUP = 256
# So many characters of code are parsed in the time that it takes to load grimp.
WORTH_LOADING = 150_000
# The scanner panics, and says so on the terminal, where the dots of an import lead above the top.
MOST_DOTS = 12
# The scanner ends the process where calls, attributes or sums are chained for hundreds of thousands of links (120,000
# are well, and a link takes two characters at least); Python's own parser refuses them.
MOST_SCANNED = 100_000
_TOO_MANY_DOTS = "." * (MOST_DOTS + 1)
_FOLDER = "a." * (MOST_DOTS + 1)


def refused(texts: Sequence[str]) -> list[int]:
    """The positions of the texts that the scanner does not take, or must not be asked about, in order.

    It knows the syntax of later versions than the Python that runs; what it refuses may be right all the same.
    """
    doubtful = list(range(len(texts)))
    if sum(map(len, texts)) < WORTH_LOADING or not is_sound():
        doubtful = [at for at in doubtful if isinstance(parse(texts[at]), Unreadable)]
    asked = [at for at in doubtful if len(texts[at]) <= MOST_SCANNED and _TOO_MANY_DOTS not in texts[at] and is_sound()]
    groups = [asked[start : start + GROUP] for start in range(0, len(asked), GROUP)]
    taken = {*asked}.difference(*(_refused(texts, group) for group in groups))
    return [at for at in doubtful if at not in taken]


def _refused(texts: Sequence[str], group: Sequence[int]) -> Iterator[int]:
    """The refused ones of a group of positions."""
    if not group or _takes({f"{_FOLDER}m{at}": texts[at] for at in group}):
        return
    if len(group) == 1:
        yield group[0]
        return
    middle = len(group) // 2
    yield from _refused(texts, group[:middle])
    yield from _refused(texts, group[middle:])


def _takes(group: dict[str, str]) -> bool:
    from conformance.reading.graph import scan

    try:
        scan(group, frozenset(), ["a"])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # a panic of the scanner is no Exception, and its class cannot be imported
        return False
    return True
