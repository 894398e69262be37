"""What is no source, what does something when it is run, and what Python warns of."""
# ruff: noqa: E501  # what is told of a file is one line

from tests.torture.corpus.case import ALL_FIND, ALL_MISS, FOUND, MISSED, Case, I

TRAPS: tuple[Case, ...] = (
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
            "judged __pycache__/b.py:1:1 as .__pycache__.b",
            "judged c.py:1:1 as .c",
            ".__pycache__.b -> app.core 1:1 runtime",
            ".c -> app.core 1:1 runtime",
            "! cases-to-core __pycache__/b.py:1:1",
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
