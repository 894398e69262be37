"""Check once, before the first use, that grimp's scanner still behaves as this package needs it.

The scanner is a private part of grimp. A version that accepted every text, found no imports, counted lines differently
or took more imports for those of type checkers would confirm wrong results, and nothing would show it. So it is first
asked questions whose answers are known.
"""

from collections.abc import Callable
from functools import cache

_MODULES = {"a": "from a import b\n", "a.b": "def f():\n    import a.c\n", "a.c": "'import a'\n"}
_EDGES = {("a", "a.b"), ("a.b", "a.c")}
_STATEMENTS: tuple[tuple[str, set[tuple[int, str]]], ...] = (
    ("", set()),
    (
        "import a.b, c\n\n\nfrom .d import e\nif x:\n    from f.g import (\n        h,\n    )\n",
        {*zip((1, 1, 4, 6), "ac0f", strict=True)},
    ),
    (
        "x = '''\nimport a\n'''\ndef f():\n\n    class A: import b; import c.d\nfrom a \\\n    import b\n",
        {(6, "b"), (6, "c"), (7, "a")},
    ),
    ("\n\n    # import a\nfrom ............ import a\nimport a as b", {(4, "0"), (5, "a")}),
)
_TYPING = (
    "import a\nif TYPE_CHECKING:\n    import b\n    import c\nif x.TYPE_CHECKING:\n    import d\nif y:\n    import e\n"
)
_AT_RUN_TIME = {(1, "a"), (8, "e")}
_NAMES = ("a.b", "a.b.c", ".d", "..d.e")
_TARGETS = ("import a.b\nfrom a.b import c\nfrom . import d\nfrom ..d import e\n", {*enumerate(_NAMES, 1)})
# Each is a text of its own, because the scanner stops at the first error: in a statement, a block, a string, at the
# very end, in the indentation alone, and a nesting that is so deep that Python refuses it.
_DEEP = f"x = {'(' * 250}1{')' * 250}\n"
_REFUSED = ("x = (\n", "if x:\nimport a\n", "x = 'a\n", "import a\ndef", "  x = 1\n", "print 'x'\n", _DEEP)


@cache
def is_sound() -> bool:
    """Return whether the scanner finds the imports of texts where they are, and refuses what is not Python."""
    if _asked("scan", _MODULES, frozenset({"a"}), ["a"]) != _EDGES:
        return False
    if _asked("statements", [text for text, _ in _STATEMENTS]) != [found for _, found in _STATEMENTS]:
        return False
    if _asked("statements", [_TYPING], with_typing=False) != [_AT_RUN_TIME]:
        return False
    if _asked("targets", _TARGETS[0], _NAMES) != _TARGETS[1]:
        return False
    return all(_asked("statements", [text]) is None for text in _REFUSED)


def _asked(question: str, *given: object, **options: bool) -> object:
    """Return what a function of `grimp_scan` answers; None where the scanner refuses a text or is missing."""
    try:
        from import_conformance.reading.scanning.grimp_scan import scan, statements, targets

        asked: dict[str, Callable[..., object]] = {"scan": scan, "statements": statements, "targets": targets}
        return asked[question](*given, **options)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # a panic of the scanner is no Exception, and its class cannot be imported
        return None
