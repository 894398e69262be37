"""An import is for type checkers by what the names of its condition are bound to, not by their spelling."""

import pytest

from tests.support.import_statements import statements

FOR_CHECKERS = {
    "by another name": "from typing import TYPE_CHECKING as TC\nif TC:\n    import app.b\n",
    "typing by another name": "import typing as t\nif t.TYPE_CHECKING:\n    import app.b\n",
    "of the extensions": "from typing_extensions import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.b\n",
    "else": "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    pass\nelse:\n    import app.b\n",
    "elif": "import typing\nif not typing.TYPE_CHECKING:\n    pass\nelif x:\n    import app.b\n",
    "is true": "import typing\nif typing.TYPE_CHECKING is True:\n    import app.b\n",
    "equals true": "import typing\nif typing.TYPE_CHECKING == True:\n    import app.b\n",
    "is not false": "import typing\nif typing.TYPE_CHECKING is not False:\n    import app.b\n",
    "not false else": "import typing\nif typing.TYPE_CHECKING is False:\n    pass\nelse:\n    import app.b\n",
    "twice not": "import typing\nif not (not typing.TYPE_CHECKING):\n    import app.b\n",
    "and": "import typing\nif x and typing.TYPE_CHECKING:\n    import app.b\n",
    "else of or": "import typing\nif x or not typing.TYPE_CHECKING:\n    pass\nelse:\n    import app.b\n",
    "while": "from typing import TYPE_CHECKING\nwhile TYPE_CHECKING:\n    import app.b\n",
    "false": "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import app.b\n",
    "false, annotated": "TYPE_CHECKING: bool = False\nif TYPE_CHECKING:\n    import app.b\n",
    "fallback": (
        "try:\n    from typing import TYPE_CHECKING\nexcept ImportError:\n    TYPE_CHECKING = False\n"
        "if TYPE_CHECKING:\n    import app.b\n"
    ),
    "assigned": "import typing\nTC = typing.TYPE_CHECKING\nif TC:\n    import app.b\n",
    "walrus": "import typing\nif TC := typing.TYPE_CHECKING:\n    import app.b\n",
    "in a function": "def f():\n    from typing import TYPE_CHECKING as TC\n    if TC:\n        import app.b\n",
    "by a call": "from typing import TYPE_CHECKING\nx = TYPE_CHECKING and __import__('app.b')\n",
    "by a call below": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    x = __import__('app.b')\n",
    "behind a star": "from app.c import *\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.b\n",
    "before a star": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.b\nfrom app.c import *\n",
    "a star of typing": "from typing import *\nif TYPE_CHECKING:\n    import app.b\n",
    "in a function behind a star": (
        "from app.c import *\ndef f():\n    from typing import TYPE_CHECKING\n    if TYPE_CHECKING:\n"
        "        import app.b\n"
    ),
    "fallback behind a star": (
        "from app.c import *\ntry:\n    from typing import TYPE_CHECKING\nexcept ImportError:\n"
        "    TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import app.b\n"
    ),
    "assigned before a star": (
        "import typing\nTC = typing.TYPE_CHECKING\nif TC:\n    import app.b\nfrom app.c import *\n"
    ),
    "a star for type checkers": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from other import *\n"
        "def f():\n    if TYPE_CHECKING:\n        import app.b\n"
    ),
    "a star on the line of its condition": "import typing\nif typing.TYPE_CHECKING: from app.b import *\n",
    "a star below its condition": (
        "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    from app.c import *\nelse:\n    import app.b\n"
    ),
    "false behind a star": "from .c import *\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n    import app.b\n",
}
AT_RUN_TIME = {
    "true": "TYPE_CHECKING = True\nif TYPE_CHECKING:\n    import app.b\n",
    "of a class": "class S:\n    TYPE_CHECKING = 1\nif S.TYPE_CHECKING:\n    import app.b\n",
    "of an object": "from app import settings\nif settings.TYPE_CHECKING:\n    import app.b\n",
    "set from here": "import typing\ntyping.TYPE_CHECKING = True\nif typing.TYPE_CHECKING:\n    import app.b\n",
    "set by another name": (
        "import typing as t\nfrom typing import TYPE_CHECKING\nt.TYPE_CHECKING = 1\n"
        "def f():\n    from typing import TYPE_CHECKING\n    if TYPE_CHECKING:\n        import app.b\n"
    ),
    "from elsewhere": "from app.flags import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.b\n",
    "by a star": "from app.flags import *\nif TYPE_CHECKING:\n    import app.b\n",
    "bound again by a star": (
        "from typing import TYPE_CHECKING\nfrom .compat import *\nif TYPE_CHECKING:\n    import app.b\n"
    ),
    "typing by a star": "import typing\nfrom app.c import *\nif typing.TYPE_CHECKING:\n    import app.b\n",
    "another name by a star": (
        "from typing import TYPE_CHECKING as TC\nfrom app.c import *\nif TC:\n    import app.b\n"
    ),
    "a star below a function": (
        "import typing as t\ndef f():\n    if t.TYPE_CHECKING:\n        import app.b\nfrom app.c import *\n"
    ),
    "a star in a condition": (
        "from typing import TYPE_CHECKING\ntry:\n    from app.c import *\nexcept ImportError:\n    pass\n"
        "if not TYPE_CHECKING:\n    pass\nelse:\n    import app.b\n"
    ),
    "a star, and the constant again": (
        "from typing import TYPE_CHECKING\nfrom app.c import *\nif TYPE_CHECKING:\n    import app.b\n"
        "from typing import TYPE_CHECKING\n"
    ),
    "a star in a loop": (
        "from typing import TYPE_CHECKING\nwhile x:\n    if TYPE_CHECKING:\n        import app.b\n"
        "    from app.c import *\n"
    ),
    "a star in the other branch": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    from app.c import *\n"
        "def f():\n    if TYPE_CHECKING:\n        import app.b\n"
    ),
    "in a class of a function": (
        "def f():\n    class A:\n        if TYPE_CHECKING:\n            import app.b\n"
        "from typing import TYPE_CHECKING\nfrom app.c import *\n"
    ),
    "assigned behind a star": (
        "import typing\nfrom app.c import *\nTC = typing.TYPE_CHECKING\nif TC:\n    import app.b\n"
    ),
    "assigned in a function": (
        "import typing\nfrom app.c import *\ndef f():\n    TC = typing.TYPE_CHECKING\n    if TC:\n"
        "        import app.b\n"
    ),
    "the operand of and": "import typing\nif (x and typing.TYPE_CHECKING) != True:\n    import app.b\n",
    "another typing": "from . import typing\nif typing.TYPE_CHECKING:\n    import app.b\n",
    "either": "from typing import TYPE_CHECKING\nif x:\n    TYPE_CHECKING = x\nif TYPE_CHECKING:\n    import app.b\n",
    "in the next round": (
        "TYPE_CHECKING = False\nfor x in y:\n    if TYPE_CHECKING:\n        import app.b\n    TYPE_CHECKING = True\n"
    ),
    "global": (
        "TYPE_CHECKING = False\ndef f():\n    global TYPE_CHECKING\n    TYPE_CHECKING = True\nf()\n"
        "if TYPE_CHECKING:\n    import app.b\n"
    ),
    "another thing by its name": (
        "from typing import TYPE_CHECKING\nfrom typing import Any as TYPE_CHECKING\nif TYPE_CHECKING:\n"
        "    import app.b\n"
    ),
    "bound by a condition": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING := f():\n    pass\nif TYPE_CHECKING:\n    import app.b\n"
    ),
    "a package by the name of the module": (
        "import typing as app\nimport app.c\nif app.TYPE_CHECKING:\n    import app.b\n"
    ),
    "a tuple": (
        "from typing import (\n    TYPE_CHECKING,\n)\n(\n    TYPE_CHECKING,\n) = x\nif TYPE_CHECKING:\n"
        "    import app.b\n"
    ),
    "a parameter": "import typing\ndef f(typing):\n    if typing.TYPE_CHECKING:\n        import app.b\n",
    "branch that runs": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    import app.b\n",
    "is false": "import typing\nif typing.TYPE_CHECKING is False:\n    import app.b\n",
    "or": "import typing\nif typing.TYPE_CHECKING or x:\n    import app.b\n",
}


def kind(text: str) -> str:
    """Return the kind of the one import of app.b in a text."""
    return " ".join(str(each.kind) for each in statements(text) if each.module == "app.b")


@pytest.mark.parametrize("text", FOR_CHECKERS.values(), ids=FOR_CHECKERS)
def test_an_import_that_only_type_checkers_reach_is_typing(text: str) -> None:
    """Whatever the constant is called, and on whichever side of a condition the import stands."""
    assert kind(text) == "typing"


@pytest.mark.parametrize("text", AT_RUN_TIME.values(), ids=AT_RUN_TIME)
def test_an_import_that_may_run_is_not_typing(text: str) -> None:
    """A name that may be something else than the constant of `typing` hides nothing."""
    assert kind(text) in {"runtime", "lazy"}
