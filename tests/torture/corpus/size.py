"""Files that are too large, too long or too deep."""
# the outcome of a file is one line

from tests.torture.corpus.case import ALL_FIND, CRASH, FOUND, LOST, Case, I, written

SIZE: tuple[Case, ...] = (
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
)
