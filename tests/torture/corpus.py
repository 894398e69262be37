"""What breaks and fools tools of this kind, as data: what stands on disk, what is made of it, what others make of it.

Outcomes of others were measured on cases of the same kind, each alone in a small tree with an import that has to be
found beside it: grimp 3.19 and import-linter 2.16, tach 0.35.3, pytestarch 5.1, pytest-archon 0.0.7, deply 1.3, on Python
3.11.
"""
# ruff: noqa: E501  # what is told of a file is one line

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.torture.trees import Denied, Files, Link, Thing, socket_at

I = b"import app.core\n"  # noqa: E741  # it stands in nearly every row


@dataclass(frozen=True)
class Case:
    """A row of the table.

    title: what is on disk. files: by path from the case's folder, or from the tree's for those that begin with `^`.
    made: what we make of it, as `trees.told` tells it. ours: the same in words, for the page.
    others: what import-linter, tach, pytestarch, pytest-archon and deply make of it; () where it was not measured.
    """

    id: str
    title: str
    files: Files
    made: tuple[str, ...]
    others: tuple[str, ...] = ()


def written(content: Callable[[], bytes]) -> Thing:
    """A file whose content is only made when it is written."""

    def write(path: Path) -> None:
        path.write_bytes(content())

    return write


def by_bytes(content: bytes, *names: bytes) -> Thing:
    """Files in a folder, whose names are no text."""

    def write(path: Path) -> None:
        path.mkdir()
        for name in names:
            Path(os.fsdecode(os.fsencode(path) + b"/" + name)).write_bytes(content)

    return write


# What others do, in the words of the page: the import is found; the file is named and the rest is judged; the whole run
# ends, with or without a sentence; the import is not found, and nobody is told.
FOUND, SKIPPED, LOST, CRASH, MISSED = "found", "file skipped", "run lost", "crash", "silent miss"
ALL_FIND = (FOUND,) * 5
ALL_MISS = (MISSED,) * 5

CASES: tuple[Case, ...] = (
    Case(
        "syntax_error",
        "a syntax error",
        {"bad.py": I + b"def f(:\n", "good.py": I},
        (
            "unparsable bad.py:2:7 as .bad: syntax error: invalid syntax",
            "judged good.py:1:1 as .good",
            ".good -> app.core 1:1 runtime",
            "! unparsable-files bad.py:2:7",
            "! cases-to-core good.py:1:1",
        ),
        (LOST, SKIPPED, CRASH, CRASH, LOST),
    ),
    Case(
        "python_2",
        "Python 2",
        {"bad.py": I + b"print 'a'\n"},
        (
            "unparsable bad.py:2:1 as .bad: syntax error: Missing parentheses in call to 'print'. Did you mean print(...)?",
            "! unparsable-files bad.py:2:1",
        ),
        (LOST, SKIPPED, CRASH, CRASH, LOST),
    ),
    Case(
        "later_syntax",
        "the syntax of Python 3.12 (types, nested f-strings), run on an older one",
        {"new.py": b'type X[T] = list[T]\ndef f[T](x: T) -> T:\n    import app.core\nx = f"{y["a"]}"\n'},
        (
            "judged new.py:1:1 as .new",
            ".new -> app.core 3:5 lazy",
            "! cases-to-core new.py:3:5",
        ),
        (FOUND, FOUND, CRASH, CRASH, LOST),
    ),
    Case(
        "except_star",
        "except*, match, walrus, positional-only parameters",
        {"new.py": b"def f(a, /, *, b):\n  try:\n    pass\n  except* OSError:\n    import app.core\n"},
        (
            "judged new.py:1:1 as .new",
            ".new -> app.core 5:5 lazy",
            "! cases-to-core new.py:5:5",
        ),
        (),
    ),
    Case(
        "latin_1",
        "Latin-1 without a cookie",
        {"bad.py": I + b"x = '\xe9'\n"},
        (
            "unparsable bad.py:2:6 as .bad: byte 0xe9 is not utf-8 text, and no coding cookie is given",
            "! unparsable-files bad.py:2:6",
        ),
        (LOST, SKIPPED, CRASH, CRASH, LOST),
    ),
    Case(
        "latin_1_cookie",
        "Latin-1 with a cookie",
        {"fine.py": b"# coding: latin-1\n" + I + b"x = '\xe9'\n"},
        (
            "judged fine.py:1:1 as .fine",
            ".fine -> app.core 2:1 runtime",
            "! cases-to-core fine.py:2:1",
        ),
        (FOUND, SKIPPED, FOUND, FOUND, FOUND),
    ),
    Case(
        "wrong_cookie",
        "a cookie that names no encoding",
        {"bad.py": b"# coding: klingon\n" + I},
        (
            "unparsable bad.py:1:1 as .bad: its encoding cannot be told: unknown encoding: klingon",
            "! unparsable-files bad.py:1:1",
        ),
        (),
    ),
    Case(
        "clashing_cookie",
        "a cookie that contradicts the byte order mark",
        {"bad.py": b"\xef\xbb\xbf# coding: latin-1\n" + I},
        (
            "unparsable bad.py:1:1 as .bad: its encoding cannot be told: encoding problem: utf-8",
            "! unparsable-files bad.py:1:1",
        ),
        (),
    ),
    Case(
        "bomb_cookie",
        "a cookie that names a codec for bytes, not text",
        {"bad.py": b"# coding: zlib_codec\n" + I, "rot.py": b"# coding: rot13\nvzcbeg ncc.pber\n"},
        (
            "unparsable bad.py:1:1 as .bad: its encoding cannot be told: 'zlib_codec' is not a text encoding; use codecs.decode() to handle arbitrary codecs",
            "unparsable rot.py:1:1 as .rot: its encoding cannot be told: 'rot13' is not a text encoding; use codecs.decode() to handle arbitrary codecs",
            "! unparsable-files bad.py:1:1",
            "! unparsable-files rot.py:1:1",
        ),
        (),
    ),
    Case(
        "slow_cookie",
        "cookies that name codecs which take time with the square of the length, or refuse everything",
        {
            "puny.py": written(lambda: b"# coding: punycode\n" + b"a" * 10 + b"-" + b"b9" * 2_000_000),
            "none.py": b"# coding: undefined\n" + I,
        },
        (
            "unparsable none.py:1:1 as .none: its encoding cannot be told: undefined is not for source code",
            "unparsable puny.py:1:1 as .puny: its encoding cannot be told: punycode is not for source code",
            "! unparsable-files none.py:1:1",
            "! unparsable-files puny.py:1:1",
        ),
    ),
    Case(
        "utf_7",
        "UTF-7, in which code hides in a comment",
        {"bad.py": b"# coding: utf-7\n# +AAo-import app.core\n"},
        (
            "judged bad.py:1:1 as .bad",
            ".bad -> app.core 3:1 runtime",
            "! cases-to-core bad.py:3:1",
        ),
        (),
    ),
    Case(
        "utf_16",
        "UTF-16",
        {"bad.py": "import app.core\n".encode("utf-16")},
        (
            "unparsable bad.py:1:1 as .bad: byte 0xff is not utf-8 text, and no coding cookie is given",
            "! unparsable-files bad.py:1:1",
        ),
        (LOST, SKIPPED, CRASH, CRASH, LOST),
    ),
    Case(
        "bom",
        "a byte order mark",
        {"fine.py": b"\xef\xbb\xbf" + I},
        (
            "judged fine.py:1:1 as .fine",
            ".fine -> app.core 1:1 runtime",
            "! cases-to-core fine.py:1:1",
        ),
        ALL_FIND,
    ),
    Case(
        "line_ends",
        "CRLF, CR alone, form feeds",
        {"crlf.py": b"x = 1\r\n" + I, "cr.py": b"x = 1\rimport app.core\r", "feed.py": b"x = 1\n\x0c" + I},
        (
            "judged cr.py:1:1 as .cr",
            "judged crlf.py:1:1 as .crlf",
            "judged feed.py:1:1 as .feed",
            ".cr -> app.core 2:1 runtime",
            ".crlf -> app.core 2:1 runtime",
            ".feed -> app.core 2:2 runtime",
            "! cases-to-core cr.py:2:1",
            "! cases-to-core crlf.py:2:1",
            "! cases-to-core feed.py:2:2",
        ),
        ALL_FIND,
    ),
    Case(
        "odd_breaks",
        "breaks of lines that Python does not know, in strings and comments",
        {"fine.py": "x = '\x0b\x1c\x85\u2028import no' # \u2029import no\nimport app.core\n".encode()},
        (
            "judged fine.py:1:1 as .fine",
            ".fine -> app.core 2:1 runtime",
            "! cases-to-core fine.py:2:1",
        ),
        (),
    ),
    Case(
        "nul",
        "a NUL byte",
        {"bad.py": I + b"x = 1\x00\n"},
        (
            "unparsable bad.py:2:6 as .bad: it holds a NUL byte",
            "! unparsable-files bad.py:2:6",
        ),
        ("run lost, NUL echoed", SKIPPED, CRASH, CRASH, LOST),
    ),
    Case(
        "nothing",
        "empty files, blanks and comments alone, no line end",
        {"empty.py": b"", "blank.py": b"  \n\t\n", "note.py": b"# import app.core", "end.py": b"import app.core"},
        (
            "judged blank.py:1:1 as .blank",
            "judged empty.py:1:1 as .empty",
            "judged end.py:1:1 as .end",
            "judged note.py:1:1 as .note",
            ".end -> app.core 1:1 runtime",
            "! cases-to-core end.py:1:1",
        ),
        ALL_FIND,
    ),
    Case(
        "ten_mb",
        "10 MB of source",
        {"big.py": written(lambda: I + b"x = (\n" + b"    (1, 2, 3, 4, 5, 6, 7, 8),\n" * 330_000 + b")\n")},
        (
            "unparsable big.py:1:1 as .big: the file is larger than 5 MB",
            "! unparsable-files big.py:1:1",
        ),
        (FOUND, FOUND, "found in 14 s", "found in 25 s", "no end in 40 s"),
    ),
    Case(
        "twenty_mb",
        "20 MB in one line",
        {"long.py": written(lambda: I + b"x = '" + b"a" * 20_000_000 + b"'\n")},
        (
            "unparsable long.py:1:1 as .long: the file is larger than 5 MB",
            "! unparsable-files long.py:1:1",
        ),
        ALL_FIND,
    ),
    Case(
        "four_mb_line",
        "4 MB in one line that is full of the word import",
        {"long.py": written(lambda: b"x = [" + b"'import'," * 450_000 + b"]\n" + I)},
        (
            "judged long.py:1:1 as .long",
            ".long -> app.core 2:1 runtime",
            "! cases-to-core long.py:2:1",
        ),
        (),
    ),
    Case(
        "sum",
        "a sum of 5,000 terms",
        {"sum.py": I + b"x = 1" + b"+1" * 5000 + b"\n"},
        (
            "judged sum.py:1:1 as .sum",
            ".sum -> app.core 1:1 runtime",
            "! cases-to-core sum.py:1:1",
        ),
        (FOUND, FOUND, CRASH, CRASH, LOST),
    ),
    Case(
        "parentheses",
        "250 parentheses, which Python refuses",
        {"deep.py": I + b"x = " + b"(" * 250 + b"1" + b")" * 250 + b"\n"},
        (
            "unparsable deep.py:2:205 as .deep: syntax error: too many nested parentheses",
            "! unparsable-files deep.py:2:205",
        ),
        (LOST, FOUND, CRASH, CRASH, LOST),
    ),
    Case(
        "minus",
        "100,000 signs",
        {"deep.py": I + b"x = " + b"-" * 100_000 + b"1\n"},
        (
            "unparsable deep.py:1:1 as .deep: it is nested too deeply to be parsed",
            "! unparsable-files deep.py:1:1",
        ),
        ("run lost, 100 KB echoed", "segmentation fault", CRASH, CRASH, LOST),
    ),
    Case(
        "attributes",
        "20,000 attributes in a chain",
        {"deep.py": I + b"x = a" + b".b" * 20_000 + b"\n"},
        (
            "judged deep.py:1:1 as .deep",
            ".deep -> app.core 1:1 runtime",
            "! cases-to-core deep.py:1:1",
        ),
        (FOUND, "segmentation fault", CRASH, CRASH, LOST),
    ),
    Case(
        "links",
        "400,000 calls in a chain",
        {"deep.py": written(lambda: I + b"x = a" + b"()" * 400_000 + b"\n")},
        (
            "unparsable deep.py:1:1 as .deep: it is nested too deeply to be parsed",
            "! unparsable-files deep.py:1:1",
        ),
        (),
    ),
    Case(
        "nested",
        "99 blocks, one in another",
        {"deep.py": b"".join(b" " * i + b"if x:\n" for i in range(99)) + b" " * 99 + I},
        (
            "judged deep.py:1:1 as .deep",
            ".deep -> app.core 100:100 runtime",
            "! cases-to-core deep.py:100:100",
        ),
        ALL_FIND,
    ),
    Case(
        "nested_more",
        "more blocks than Python reads",
        {"deep.py": I + b"".join(b" " * i + b"if x:\n" for i in range(101)) + b" " * 101 + b"pass\n"},
        (
            "judged deep.py:1:1 as .deep",
            ".deep -> app.core 1:1 runtime",
            "! cases-to-core deep.py:1:1",
        ),
        (),
    ),
    Case(
        "link_loop",
        "a link to its own folder",
        {"a.py": I, "loop": Link(".")},
        (
            "judged a.py:1:1 as .a",
            "not_regular loop:1:1: a link to a folder: links are not followed",
            ".a -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
        ),
        ("41 times the modules", FOUND, FOUND, FOUND, FOUND),
    ),
    Case(
        "link_loops",
        "two links to their own folder",
        {"a.py": I, "one": Link("."), "two": Link(".")},
        (
            "judged a.py:1:1 as .a",
            "not_regular one:1:1: a link to a folder: links are not followed",
            "not_regular two:1:1: a link to a folder: links are not followed",
            ".a -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
        ),
        ("no end", FOUND, FOUND, FOUND, FOUND),
    ),
    Case(
        "link_out",
        "links that lead out of the source root",
        {
            "folder": Link("../../../../outside"),
            "file.py": Link("../../../../outside/x.py"),
            "abs.py": Link("/etc/hostname"),
            "^outside/x.py": I,
        },
        (
            "not_regular abs.py:1:1: a link that leaves the source root",
            "not_regular file.py:1:1: a link that leaves the source root",
            "not_regular folder:1:1: a link to a folder: links are not followed",
        ),
        ("read outside the tree", MISSED, "read outside the tree", MISSED, MISSED),
    ),
    Case(
        "link_in",
        "links within the source root",
        {"a.py": I, "b.py": Link("a.py"), "folder.py": Link("sub"), "sub/x.py": I},
        (
            "judged a.py:1:1 as .a",
            "judged b.py:1:1 as .b",
            "not_regular folder.py:1:1: a link to a folder: links are not followed",
            "judged sub/x.py:1:1 as .sub.x",
            ".a -> app.core 1:1 runtime",
            ".b -> app.core 1:1 runtime",
            ".sub.x -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
            "! cases-to-core b.py:1:1",
            "! cases-to-core sub/x.py:1:1",
        ),
        (),
    ),
    Case(
        "link_to_nothing",
        "a link to nothing, one to itself, one to a device",
        {"gone.py": Link("nowhere.py"), "self.py": Link("self.py"), "zero.py": Link("/dev/zero")},
        (
            "not_regular gone.py:1:1: a link to nothing",
            "not_regular self.py:1:1: a link to nothing",
            "not_regular zero.py:1:1: a link that leaves the source root",
        ),
        (CRASH, FOUND, FOUND, CRASH, FOUND),
    ),
    Case(
        "pipe",
        "a pipe and a socket",
        {"pipe.py": os.mkfifo, "socket.py": socket_at},
        (
            "not_regular pipe.py:1:1: not a regular file (a pipe, a socket or a device)",
            "not_regular socket.py:1:1: not a regular file (a pipe, a socket or a device)",
        ),
        ("crash (panic)", FOUND, "no end", "no end", FOUND),
    ),
    Case(
        "denied",
        "a file and a folder that may not be read",
        {"secret.py": Denied(I), "closed": Denied(None), "by.py": I},
        (
            "judged by.py:1:1 as .by",
            "not_regular closed:1:1: the folder cannot be listed: Permission denied",
            "unparsable secret.py:1:1 as .secret: it cannot be read: Permission denied",
            ".by -> app.core 1:1 runtime",
            "! cases-to-core by.py:1:1",
            "! unparsable-files secret.py:1:1",
        ),
        (CRASH, SKIPPED, CRASH, CRASH, LOST),
    ),
    Case(
        "folder_py",
        "folders called like files",
        {"dir.py/x.py": I, "__init__.py/y.py": I},
        (
            "not_importable __init__.py/y.py:1:1: the name of one of its folders has a dot in it, so the file cannot be a module",
            "not_importable dir.py/x.py:1:1: the name of one of its folders has a dot in it, so the file cannot be a module",
        ),
        (FOUND, FOUND, FOUND, CRASH, FOUND),
    ),
    Case(
        "no_init",
        "folders without __init__.py, and packages below them",
        {"__init__.py": b"", "ns/x.py": I, "ns/deep/__init__.py": I, "ns/deep/y.py": b"from ..x import app\n"},
        (
            "judged __init__.py:1:1 as .",
            "judged ns/deep/__init__.py:1:1 as .ns.deep",
            "judged ns/deep/y.py:1:1 as .ns.deep.y",
            "judged ns/x.py:1:1 as .ns.x",
            ".ns.deep -> app.core 1:1 runtime",
            ".ns.deep.y -> .ns.x 1:1 runtime",
            ".ns.x -> app.core 1:1 runtime",
            "! cases-to-core ns/deep/__init__.py:1:1",
            "! cases-to-cases ns/deep/y.py:1:1",
            "! cases-to-core ns/x.py:1:1",
        ),
        (MISSED, FOUND, FOUND, FOUND, FOUND),
    ),
    Case(
        "prefix",
        "a folder whose name begins like its neighbour's",
        {"aa/__init__.py": I, "aabb/x.py": I, "aabb/sub/y.py": I},
        (
            "judged aa/__init__.py:1:1 as .aa",
            "judged aabb/sub/y.py:1:1 as .aabb.sub.y",
            "judged aabb/x.py:1:1 as .aabb.x",
            ".aa -> app.core 1:1 runtime",
            ".aabb.sub.y -> app.core 1:1 runtime",
            ".aabb.x -> app.core 1:1 runtime",
            "! cases-to-core aa/__init__.py:1:1",
            "! cases-to-core aabb/sub/y.py:1:1",
            "! cases-to-core aabb/x.py:1:1",
        ),
        (MISSED, FOUND, FOUND, FOUND, MISSED),
    ),
    Case(
        "both",
        "a module and a package of one name",
        {"a.py": b"", "a/__init__.py": I, "b.py": I, "b/inner.py": I},
        (
            "shadowed a.py:1:1 as .a: Python imports a/__init__.py under the same name",
            "judged a/__init__.py:1:1 as .a",
            "judged b.py:1:1 as .b",
            "shadowed b/inner.py:1:1 as .b.inner: Python imports b.py, which is no package, for app.case.both.b",
            ".a -> app.core 1:1 runtime",
            ".b -> app.core 1:1 runtime",
            "! cases-to-core a/__init__.py:1:1",
            "! cases-to-core b.py:1:1",
            "! shadowed-modules a.py:1:1",
            "! shadowed-modules b/inner.py:1:1",
        ),
        (MISSED, FOUND, FOUND, CRASH, FOUND),
    ),
    Case(
        "odd_names",
        "dashes, blanks, digits, dots and letters beyond ASCII in names",
        {
            "my-mod.py": I,
            "a b.py": I,
            "0001_x.py": I,
            "with.dot.py": I,
            "\u6a21\u5757.py": I,
            "for.py": I,
            "two.d/x.py": I,
        },
        (
            "judged 0001_x.py:1:1 as .0001_x",
            "judged a b.py:1:1 as .a b",
            "judged for.py:1:1 as .for",
            "judged my-mod.py:1:1 as .my-mod",
            "not_importable two.d/x.py:1:1: the name of one of its folders has a dot in it, so the file cannot be a module",
            "not_importable with.dot.py:1:1: 'with.dot' has a dot in it, so the file cannot be a module",
            "judged 模块.py:1:1 as .模块",
            ".0001_x -> app.core 1:1 runtime",
            ".a b -> app.core 1:1 runtime",
            ".for -> app.core 1:1 runtime",
            ".my-mod -> app.core 1:1 runtime",
            ".模块 -> app.core 1:1 runtime",
            "! cases-to-core 0001_x.py:1:1",
            "! cases-to-core a b.py:1:1",
            "! cases-to-core for.py:1:1",
            "! cases-to-core my-mod.py:1:1",
            "! cases-to-core 模块.py:1:1",
        ),
        ("dots: silent miss", "dots: silent miss", FOUND, FOUND, "dots: silent miss"),
    ),
    Case(
        "not_text",
        "names that are no UTF-8",
        {"names": by_bytes(I, b"\xff\xfe.py", b"caf\xe9.py")},
        (
            "judged names/caf\\udce9.py:1:1 as .names.caf\\udce9",
            "judged names/\\udcff\\udcfe.py:1:1 as .names.\\udcff\\udcfe",
            ".names.caf\\udce9 -> app.core 1:1 runtime",
            ".names.\\udcff\\udcfe -> app.core 1:1 runtime",
            "! cases-to-core names/caf\\udce9.py:1:1",
            "! cases-to-core names/\\udcff\\udcfe.py:1:1",
        ),
        ("crash (panic)", SKIPPED, FOUND, FOUND, FOUND),
    ),
    Case(
        "control",
        "control characters and bidirectional overrides in names",
        {"a\nb\x1b[2J.py": I, "\u202eyp.x.py": I, "t\tb.py": I},
        (
            "judged a\\u000ab\\u001b[2J.py:1:1 as .a\\u000ab\\u001b[2J",
            "judged t\\u0009b.py:1:1 as .t\\u0009b",
            "not_importable \\u202eyp.x.py:1:1: '\\u202eyp.x' has a dot in it, so the file cannot be a module",
            ".a\\u000ab\\u001b[2J -> app.core 1:1 runtime",
            ".t\\u0009b -> app.core 1:1 runtime",
            "! cases-to-core a\\u000ab\\u001b[2J.py:1:1",
            "! cases-to-core t\\u0009b.py:1:1",
        ),
        ALL_FIND,
    ),
    Case(
        "markup",
        "names that mean something to INI files, terminals, shells, HTML, Markdown, spreadsheets and code hosts",
        {
            "[nope].py": I,
            "[bold red]x[].py": I,
            "100%(x)s.py": I,
            "a;rm -rf x.py": I,
            "$(id).py": I,
            "`id`.py": I,
            "x\n[importlinter:contract:y]\nname = y.py": I,
            "=1+1.py": I,
            "<img src=x onerror=alert(1)>.py": I,
            "a|b.py": I,
            "](javascript:alert(1)).py": I,
            "::error::x.py": I,
            "@everyone.py": I,
            "'\"&.py": I,
            ":smile:.py": I,
            "{0}.py": I,
            "-rf.py": I,
        },
        (
            "judged $(id).py:1:1 as .$(id)",
            "judged '\"&.py:1:1 as .'\"&",
            "judged -rf.py:1:1 as .-rf",
            "judged 100%(x)s.py:1:1 as .100%(x)s",
            "judged ::error::x.py:1:1 as .::error::x",
            "judged :smile:.py:1:1 as .:smile:",
            "judged <img src=x onerror=alert(1)>.py:1:1 as .<img src=x onerror=alert(1)>",
            "judged =1+1.py:1:1 as .=1+1",
            "judged @everyone.py:1:1 as .@everyone",
            "judged [bold red]x[].py:1:1 as .[bold red]x[]",
            "judged [nope].py:1:1 as .[nope]",
            "judged ](javascript:alert(1)).py:1:1 as .](javascript:alert(1))",
            "judged `id`.py:1:1 as .`id`",
            "judged a;rm -rf x.py:1:1 as .a;rm -rf x",
            "judged a|b.py:1:1 as .a|b",
            "judged x\\u000a[importlinter:contract:y]\\u000aname = y.py:1:1 as .x\\u000a[importlinter:contract:y]\\u000aname = y",
            "judged {0}.py:1:1 as .{0}",
            ".$(id) -> app.core 1:1 runtime",
            ".'\"& -> app.core 1:1 runtime",
            ".-rf -> app.core 1:1 runtime",
            ".100%(x)s -> app.core 1:1 runtime",
            ".::error::x -> app.core 1:1 runtime",
            ".:smile: -> app.core 1:1 runtime",
            ".<img src=x onerror=alert(1)> -> app.core 1:1 runtime",
            ".=1+1 -> app.core 1:1 runtime",
            ".@everyone -> app.core 1:1 runtime",
            ".[bold red]x[] -> app.core 1:1 runtime",
            ".[nope] -> app.core 1:1 runtime",
            ".](javascript:alert(1)) -> app.core 1:1 runtime",
            ".`id` -> app.core 1:1 runtime",
            ".a;rm -rf x -> app.core 1:1 runtime",
            ".a|b -> app.core 1:1 runtime",
            ".x\\u000a[importlinter:contract:y]\\u000aname = y -> app.core 1:1 runtime",
            ".{0} -> app.core 1:1 runtime",
            "! cases-to-core $(id).py:1:1",
            "! cases-to-core '\"&.py:1:1",
            "! cases-to-core -rf.py:1:1",
            "! cases-to-core 100%(x)s.py:1:1",
            "! cases-to-core ::error::x.py:1:1",
            "! cases-to-core :smile:.py:1:1",
            "! cases-to-core <img src=x onerror=alert(1)>.py:1:1",
            "! cases-to-core =1+1.py:1:1",
            "! cases-to-core @everyone.py:1:1",
            "! cases-to-core [bold red]x[].py:1:1",
            "! cases-to-core [nope].py:1:1",
            "! cases-to-core ](javascript:alert(1)).py:1:1",
            "! cases-to-core `id`.py:1:1",
            "! cases-to-core a;rm -rf x.py:1:1",
            "! cases-to-core a|b.py:1:1",
            "! cases-to-core x\\u000a[importlinter:contract:y]\\u000aname = y.py:1:1",
            "! cases-to-core {0}.py:1:1",
        ),
    ),
    Case(
        "case_clash",
        "names that differ in case",
        {"Mod.py": I, "mod.py": b"from .Mod import app\n"},
        (
            "judged Mod.py:1:1 as .Mod",
            "judged mod.py:1:1 as .mod",
            ".Mod -> app.core 1:1 runtime",
            ".mod -> .Mod 1:1 runtime",
            "! cases-to-core Mod.py:1:1",
            "! cases-to-cases mod.py:1:1",
        ),
        ALL_FIND,
    ),
    Case(
        "like_stdlib",
        "modules and packages called like the standard library's",
        {"time.py": I, "logging/__init__.py": I, "yaml.py": b"raise SystemExit(9)\n"},
        (
            "judged logging/__init__.py:1:1 as .logging",
            "judged time.py:1:1 as .time",
            "judged yaml.py:1:1 as .yaml",
            ".logging -> app.core 1:1 runtime",
            ".time -> app.core 1:1 runtime",
            "! cases-to-core logging/__init__.py:1:1",
            "! cases-to-core time.py:1:1",
        ),
        ALL_FIND,
    ),
    Case(
        "circle",
        "modules that import each other, and themselves",
        {"a.py": b"from . import b\n", "b.py": b"from . import a, b\n" + I},
        (
            "judged a.py:1:1 as .a",
            "judged b.py:1:1 as .b",
            ".a -> .b 1:1 runtime",
            ".b -> .a 1:1 runtime",
            ".b -> .b 1:1 runtime",
            ".b -> app.core 2:1 runtime",
            "! cases-to-cases a.py:1:1",
            "! cases-to-cases b.py:1:1",
            "! cases-to-cases b.py:1:1",
            "! cases-to-core b.py:2:1",
        ),
        ALL_FIND,
    ),
    Case(
        "wide_letters",
        "module names in letters that Python folds",
        {"a.py": "import app.c\uff4fre\n".encode(), "b.py": "from \uff41pp import core\n".encode()},
        (
            "judged a.py:1:1 as .a",
            "judged b.py:1:1 as .b",
            ".a -> app.core 1:1 runtime",
            ".b -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
            "! cases-to-core b.py:1:1",
        ),
        ALL_FIND,
    ),
    Case(
        "wide_import",
        "the keyword in such letters is none; the name of a function is",
        {"a.py": "x = 1\nimportlib.\uff49mport_module('app.core')\n".encode()},
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 2:1 dynamic",
            "! cases-to-core a.py:2:1",
        ),
        (),
    ),
    Case(
        "star",
        "a star import",
        {"a.py": b"from app.core import *\n"},
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
        ),
        (FOUND, FOUND, FOUND, FOUND, MISSED),
    ),
    Case(
        "conditional",
        "imports in try, functions, classes, `if False`, match and with",
        {
            "a.py": b"try:\n    import app.core\nexcept OSError: pass\ndef f():\n    import app.core\nclass A:\n    import app.core\nif False:\n    import app.core\nmatch x:\n    case 1:\n        import app.core\nwith x:\n    import app.core\n"
        },
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 2:5 runtime",
            ".a -> app.core 5:5 lazy",
            ".a -> app.core 7:5 runtime",
            ".a -> app.core 9:5 runtime",
            ".a -> app.core 12:9 runtime",
            ".a -> app.core 14:5 runtime",
            "! cases-to-core a.py:2:5",
            "! cases-to-core a.py:5:5",
            "! cases-to-core a.py:7:5",
            "! cases-to-core a.py:9:5",
            "! cases-to-core a.py:12:9",
            "! cases-to-core a.py:14:5",
        ),
        ALL_FIND,
    ),
    Case(
        "typing_only",
        "an import for type checkers alone",
        {"a.py": b"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.core\n"},
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 3:5 typing",
            "! cases-to-core a.py:3:5",
        ),
        (FOUND, MISSED, FOUND, FOUND, FOUND),
    ),
    Case(
        "dynamic",
        "import_module, also relative and by another name, and __import__",
        {
            "a.py": b"import importlib\nfrom importlib import import_module as load\nimportlib.import_module('app.core')\nload('..core', 'app.case')\n__import__('app.core')\n"
        },
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 3:1 dynamic",
            ".a -> app.core 4:1 dynamic",
            ".a -> app.core 5:1 dynamic",
            "! cases-to-core a.py:3:1",
            "! cases-to-core a.py:4:1",
            "! cases-to-core a.py:5:1",
        ),
        ALL_MISS,
    ),
    Case(
        "too_deep",
        "a relative import beyond the top",
        {"a.py": b"from ...... import x\nfrom " + b"." * 200 + b" import y\n" + I},
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 3:1 runtime",
            "! cases-to-core a.py:3:1",
            "! unresolved-imports a.py:1:1",
            "! unresolved-imports a.py:2:1",
        ),
        ("crash (panic)", FOUND, CRASH, CRASH, FOUND),
    ),
    Case(
        "forms",
        "import as, from package, from folder",
        {
            "a.py": b"import app.core as c\nfrom app import core\nfrom ... import core as d\nfrom . import b\n",
            "b.py": b"",
        },
        (
            "judged a.py:1:1 as .a",
            "judged b.py:1:1 as .b",
            ".a -> app.core 1:1 runtime",
            ".a -> app.core 2:1 runtime",
            ".a -> app.core 3:1 runtime",
            ".a -> .b 4:1 runtime",
            "! cases-to-core a.py:1:1",
            "! cases-to-core a.py:2:1",
            "! cases-to-core a.py:3:1",
            "! cases-to-cases a.py:4:1",
        ),
        ALL_FIND,
    ),
    Case(
        "one_line",
        "statements in one line, continued lines, imports in brackets",
        {
            "a.py": b"x = 1; import app.core; import os\nfrom app \\\n  import core\nif x: import app.core\nfrom app import (  # why\n    core,\n)\n"
        },
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 1:8 runtime",
            ".a -> app.core 2:1 runtime",
            ".a -> app.core 4:7 runtime",
            ".a -> app.core 5:1 runtime",
            "! cases-to-core a.py:1:8",
            "! cases-to-core a.py:2:1",
            "! cases-to-core a.py:4:7",
            "! cases-to-core a.py:5:1",
        ),
        (),
    ),
    Case(
        "in_strings",
        "what looks like an import and is a string or a comment",
        {
            "a.py": b"'''\nimport app.by\n'''\nx = 'a\\\nimport app.by'\n# import app.by\ny = f'''\n{x}\nimport app.by'''\n"
            + I
        },
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 10:1 runtime",
            "! cases-to-core a.py:10:1",
        ),
        (),
    ),
    Case(
        "hidden_lazy",
        "lines in brackets that look like the start of a block",
        {"a.py": b"def f():\n    x = {1 if 2\nelse 3:\n    4}\n    import app.core\n"},
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 5:5 lazy",
            "! cases-to-core a.py:5:5",
        ),
        (),
    ),
    Case(
        "re_export",
        "a name taken through a package that passes it on",
        {"hub/__init__.py": b"from app.core import x\n", "a.py": b"from .hub import x\n"},
        (
            "judged a.py:1:1 as .a",
            "judged hub/__init__.py:1:1 as .hub",
            ".a -> .hub 1:1 runtime",
            ".hub -> app.core 1:1 runtime",
            "! cases-to-cases a.py:1:1",
            "! cases-to-core hub/__init__.py:1:1",
        ),
        (FOUND, FOUND, FOUND, FOUND, "hub missed"),
    ),
    Case(
        "lazy_re_export",
        "a package that passes on by __getattr__",
        {
            "hub/__init__.py": b"def __getattr__(name):\n    import app.core\n    return app.core\n",
            "a.py": b"from .hub import core\n",
        },
        (
            "judged a.py:1:1 as .a",
            "judged hub/__init__.py:1:1 as .hub",
            ".a -> .hub 1:1 runtime",
            ".hub -> app.core 2:5 lazy",
            "! cases-to-cases a.py:1:1",
            "! cases-to-core hub/__init__.py:2:5",
        ),
    ),
    Case(
        "not_source",
        "stubs, notebooks, extension modules, archives, compiled files",
        {"a.pyi": I, "n.ipynb": b"{}", "e.so": b"", "z.zip": b"", "c.pyc": b"", "x.PY": I, "y.pyw": I},
        (
            "not_importable a.pyi:1:1: a stub: type checkers read it, the program does not",
            "not_importable c.pyc:1:1: compiled code: there is no source to read",
            "not_importable e.so:1:1: an extension module: there is no source to read",
            "not_importable n.ipynb:1:1: a notebook: it cannot be imported",
            "not_importable y.pyw:1:1: a script for Windows: no other system imports it",
        ),
        ALL_MISS,
    ),
    Case(
        "many_imports",
        "5,000 imports in a file",
        {"a.py": b"".join(b"import os.x%d\n" % i for i in range(5000)) + I},
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 5001:1 runtime",
            "! cases-to-core a.py:5001:1",
        ),
        ALL_FIND,
    ),
    Case(
        "side_effects",
        "__init__.py files that end the process and write files",
        {
            "__init__.py": b"open('should-never-be', 'w')\nraise SystemExit(7)\n",
            "sub/__init__.py": b"import os; os.abort()\n",
            "sub/x.py": I,
        },
        (
            "judged __init__.py:1:1 as .",
            "judged sub/__init__.py:1:1 as .sub",
            "judged sub/x.py:1:1 as .sub.x",
            ".sub.x -> app.core 1:1 runtime",
            "! cases-to-core sub/x.py:1:1",
        ),
        ("run, for a dotted root", FOUND, FOUND, FOUND, FOUND),
    ),
    Case(
        "missing",
        "imports of modules that are not there",
        {"a.py": b"import app.case.missing.gone\nfrom .gone import x\nfrom . import gone\n"},
        (
            "judged a.py:1:1 as .a",
            ".a -> . 1:1 runtime",
            ".a -> . 3:1 runtime",
            "! cases-to-cases a.py:1:1",
            "! cases-to-cases a.py:3:1",
            "! unresolved-imports a.py:1:1",
            "! unresolved-imports a.py:2:1",
            "! unresolved-imports a.py:3:1",
        ),
        (MISSED, MISSED, MISSED, "edge kept", MISSED),
    ),
    Case(
        "config_files",
        "conftest.py and sitecustomize.py that raise",
        {"conftest.py": b"raise SystemExit(3)\n", "sitecustomize.py": b"raise SystemExit(3)\n", "pytest.py": I},
        (
            "judged conftest.py:1:1 as .conftest",
            "judged pytest.py:1:1 as .pytest",
            "judged sitecustomize.py:1:1 as .sitecustomize",
            ".pytest -> app.core 1:1 runtime",
            "! cases-to-core pytest.py:1:1",
        ),
        (),
    ),
    Case(
        "cached",
        "compiled files without their source",
        {"__pycache__/a.cpython-311.pyc": b"", "__pycache__/b.py": I, "c.py": I},
        (
            "judged c.py:1:1 as .c",
            ".c -> app.core 1:1 runtime",
            "! cases-to-core c.py:1:1",
        ),
        (),
    ),
    Case(
        "long_names",
        "names of 250 characters, and 40 folders deep",
        {"a" * 250 + ".py": I, "/".join("d" * 1 for _ in range(40)) + "/x.py": I},
        (
            "judged aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.py:1:1 as .aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "judged d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/x.py:1:1 as .d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.x",
            ".aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -> app.core 1:1 runtime",
            ".d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.d.x -> app.core 1:1 runtime",
            "! cases-to-core aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.py:1:1",
            "! cases-to-core d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/x.py:1:1",
        ),
        (),
    ),
    Case(
        "warnings",
        "invalid escapes and comparisons that Python warns of",
        {"a.py": b"x = '\\d' is 1\nassert (1, 2)\n" + I},
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 3:1 runtime",
            "! cases-to-core a.py:3:1",
        ),
        (),
    ),
    Case(
        "huge_number",
        "a number of 10,000 digits",
        {"a.py": I + b"x = " + b"1" * 10_000 + b"\n"},
        (
            "judged a.py:1:1 as .a",
            ".a -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
        ),
        (),
    ),
    Case(
        "surrogate",
        "an escape of a lone surrogate",
        {"a.py": I + b"x = '\\ud800'\n", "b.py": b"import importlib\nimportlib.import_module('app.\\ud800')\n"},
        (
            "judged a.py:1:1 as .a",
            "judged b.py:1:1 as .b",
            ".a -> app.core 1:1 runtime",
            ".b -> app 2:1 dynamic",
            "! cases-to-core a.py:1:1",
            "! unresolved-imports b.py:2:1",
        ),
        (),
    ),
    Case(
        "indent",
        "tabs and blanks mixed",
        {"good.py": b"def f():\n\timport app.core\n", "bad.py": I + b"if x:\n        a\n\tb\n"},
        (
            "unparsable bad.py:4:1 as .bad: syntax error: inconsistent use of tabs and spaces in indentation",
            "judged good.py:1:1 as .good",
            ".good -> app.core 2:2 lazy",
            "! unparsable-files bad.py:4:1",
            "! cases-to-core good.py:2:2",
        ),
        (),
    ),
)
