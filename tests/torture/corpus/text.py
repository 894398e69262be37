"""How the text of a file is written: syntax, encodings, marks, line ends."""
# ruff: noqa: E501  # what is told of a file is one line

from tests.torture.corpus.case import ALL_FIND, CRASH, FOUND, LOST, SKIPPED, Case, I, written

TEXT: tuple[Case, ...] = (
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
        "lazy",
        "lazy imports (PEP 810), which Python 3.15 reads, run on an older one",
        {"new.py": b"lazy import app.core\nlazy from app import (\n    core,\n)\n"},
        (
            "judged new.py:1:1 as .new",
            ".new -> app.core 1:1 lazy",
            ".new -> app.core 2:1 lazy",
            "! cases-to-core new.py:1:1",
            "! cases-to-core new.py:2:1",
        ),
        (),
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
            "unparsable bad.py:1:1 as .bad: its cookie names the encoding klingon, and Python knows none of text by that name",
            "! unparsable-files bad.py:1:1",
        ),
        (),
    ),
    Case(
        "clashing_cookie",
        "a cookie that contradicts the byte order mark",
        {"bad.py": b"\xef\xbb\xbf# coding: latin-1\n" + I},
        (
            "unparsable bad.py:1:1 as .bad: its cookie names the encoding latin-1, and its byte order mark is that of UTF-8",
            "! unparsable-files bad.py:1:1",
        ),
        (),
    ),
    Case(
        "bomb_cookie",
        "a cookie that names a codec for bytes, not text",
        {"bad.py": b"# coding: zlib_codec\n" + I, "rot.py": b"# coding: rot13\nvzcbeg ncc.pber\n"},
        (
            "unparsable bad.py:1:1 as .bad: its cookie names the encoding zlib_codec, and Python knows none of text by that name",
            "unparsable rot.py:1:1 as .rot: its cookie names the encoding rot13, and Python knows none of text by that name",
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
            "unparsable none.py:1:1 as .none: in its encoding, undefined, characters of ASCII do not stand for themselves, so that code can hide; save the file as UTF-8",
            "unparsable puny.py:1:1 as .puny: in its encoding, punycode, characters of ASCII do not stand for themselves, so that code can hide; save the file as UTF-8",
            "! unparsable-files none.py:1:1",
            "! unparsable-files puny.py:1:1",
        ),
    ),
    Case(
        "utf_7",
        "UTF-7 and escapes, in which code hides in a comment, also by a cookie behind a lone CR",
        {
            "bad.py": b"# coding: utf-7\n# +AAo-import app.core\n",
            "cr.py": b"\r# coding: utf-7\r# +AAo-import app.core\r",
            "escapes.py": b"# coding: unicode_escape\n# \\x0aimport app.core\n",
            "fine.py": b"# a\rACM = 0 # coding: utf-7\n0 +ACM-0; import app.core\n",
        },
        (
            "unparsable bad.py:1:1 as .bad: in its encoding, utf-7, characters of ASCII do not stand for themselves, so that code can hide; save the file as UTF-8",
            "unparsable cr.py:1:1 as .cr: in its encoding, utf-7, characters of ASCII do not stand for themselves, so that code can hide; save the file as UTF-8",
            "unparsable escapes.py:1:1 as .escapes: in its encoding, unicode_escape, characters of ASCII do not stand for themselves, so that code can hide; save the file as UTF-8",
            "judged fine.py:1:1 as .fine",
            ".fine -> app.core 3:11 runtime",
            "! unparsable-files bad.py:1:1",
            "! unparsable-files cr.py:1:1",
            "! unparsable-files escapes.py:1:1",
            "! cases-to-core fine.py:3:11",
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
)
