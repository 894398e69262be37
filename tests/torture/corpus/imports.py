"""Forms of imports, and code that only looks like an import."""
# ruff: noqa: E501  # the outcome of a file is one line

from tests.torture.corpus.case import ALL_FIND, ALL_MISS, CRASH, FOUND, MISSED, Case, I

IMPORTS: tuple[Case, ...] = (
    Case(
        "cycle",
        "modules that import each other, and themselves",
        {"a.py": b"from . import b\n", "b.py": b"from . import a, b\n" + I},
        (
            "judged a.py:1:1 as .a",
            "judged b.py:1:1 as .b",
            ".a -> .b 1:1 runtime",
            ".b -> .a 1:1 runtime",
            ".b -> app.core 2:1 runtime",
            "! cases-to-cases a.py:1:1",
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
)
