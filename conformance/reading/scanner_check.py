"""Whether grimp's scanner still answers as this package needs it: asked once, before its word is taken for anything.

The scanner is a part of grimp that no release promises. One that took every text, or read none, would turn files that
cannot be judged into files without a fault, and nobody would be told. So it is first asked what is known.
"""

from collections.abc import Mapping
from functools import cache

Edges = set[tuple[str, str]]
_TAKEN = {"a": "from a import b\n", "a.b": "def f():\n    import a.c\n", "a.c": "'import a'\n"}
_EDGES = {("a", "a.b"), ("a.b", "a.c")}
# Each in a text of its own, for the scanner stops at the first: within a statement, a block, a string, at the very end,
# what only the indentation tells, and what is nested so deeply that Python refuses it.
_DEEP = f"x = {'(' * 250}1{')' * 250}\n"
_REFUSED = ("x = (\n", "if x:\nimport a\n", "x = 'a\n", "import a\ndef", "  x = 1\n", "print 'x'\n", _DEEP)


@cache
def is_sound() -> bool:
    """True when the scanner finds the imports of texts, and refuses what is no Python."""
    if _edges(_TAKEN, frozenset({"a"})) != _EDGES:
        return False
    return all(_edges({"a.b": text}, frozenset()) is None for text in _REFUSED)


def _edges(texts: Mapping[str, str], packages: frozenset[str]) -> Edges | None:
    """What the scanner finds; None where it refuses a text, or is not there."""
    try:
        from conformance.reading.graph import scan

        return scan(texts, packages, ["a"])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # a panic of the scanner is no Exception, and its class cannot be imported
        return None
