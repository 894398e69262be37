"""An import is known to be optional where its failure is handled, and dead where it never runs."""

import pytest

from import_conformance.model.base.facts import Facts, Wanted
from import_conformance.reading.source.facts import facts_of, facts_of_all

OPTIONAL = {
    "the error": "try:\n    import b\nexcept ImportError:\n    pass\n",
    "its child": "try:\n    import b\nexcept ModuleNotFoundError:\n    pass\n",
    "everything": "try:\n    import b\nexcept:\n    pass\n",
    "any exception": "try:\n    x = 1\n    from b import c\nexcept Exception as e:\n    raise\n",
    "one of several": "try:\n    import b\nexcept (OSError, ImportError):\n    pass\n",
    "the second handler": "try:\n    import b\nexcept ValueError:\n    pass\nexcept ImportError:\n    pass\n",
    "the outer one": "try:\n    try:\n        import b\n    except OSError:\n        x\nexcept ImportError:\n    x\n",
    "in a block": "try:\n    if x:\n        with y:\n            import b\nexcept ImportError:\n    pass\n",
    "in a class": "try:\n    class A:\n        import b\nexcept ImportError:\n    pass\n",
    "in a handler": "try:\n    try:\n        x\n    except OSError:\n        import b\nexcept ImportError:\n    x\n",
    "suppressed": "import contextlib\nwith contextlib.suppress(ImportError):\n    import b\n",
    "suppressed as no": "from contextlib import suppress as no\nwith x, no(OSError, Exception):\n    import b\n",
    "several by one name": "E = (ImportError, OSError)\ntry:\n    import b\nexcept E:\n    pass\n",
    "by another name": "Missing = ImportError\ntry:\n    import b\nexcept (Missing, OSError):\n    pass\n",
    "of the built-ins": "import builtins\ntry:\n    import b\nexcept builtins.ImportError:\n    pass\n",
    "group": "try:\n    import b\nexcept* ImportError:\n    pass\n",
    "by a call": "try:\n    b = __import__('b')\nexcept ImportError:\n    pass\n",
    "in a function": "def f():\n    try:\n        import b\n    except ImportError:\n        pass\n",
}
NEEDED = {
    "another error": "try:\n    import b\nexcept ValueError:\n    pass\n",
    "no handler": "try:\n    import b\nfinally:\n    pass\n",
    "in the handler": "try:\n    import x\nexcept ImportError:\n    import b\n",
    "in the else": "try:\n    import x\nexcept ImportError:\n    pass\nelse:\n    import b\n",
    "in the end": "try:\n    import x\nexcept ImportError:\n    pass\nfinally:\n    import b\n",
    "in a function inside": "try:\n    def f():\n        import b\nexcept ImportError:\n    pass\n",
    "in a lambda inside": "try:\n    f = lambda: __import__('b')\nexcept ImportError:\n    pass\n",
    "another suppress": "from app import suppress\nwith suppress(ImportError):\n    import b\n",
    "suppressing another": "from contextlib import suppress\nwith suppress(OSError):\n    import b\n",
    "another class of that name": "class ImportError(Exception): ...\ntry:\n    import b\nexcept ImportError:\n    x\n",
    "behind it": "try:\n    x = 1\nexcept ImportError:\n    pass\nimport b\n",
}
DEAD = {
    "false": "if False:\n    import b\n",
    "zero": "if 0:\n    import b\n",
    "not true": "if not True:\n    import b\n",
    "in brackets": "if (False):\n    import b\n",
    "and": "if x and False:\n    import b\n",
    "or": "if 0 or None:\n    import b\n",
    "else": "if True:\n    pass\nelse:\n    import b\n",
    "elif": "if 1:\n    pass\nelif x:\n    import b\n",
    "while": "while 0:\n    import b\n",
    "else of a loop": "while True:\n    pass\nelse:\n    import b\n",
    "for type checkers neither": "from typing import TYPE_CHECKING\nif TYPE_CHECKING and False:\n    import b\n",
    "in a function inside": "if False:\n    class A:\n        def f(self):\n            import b\n",
    "handled as well": "if False:\n    try:\n        import b\n    except ImportError:\n        pass\n",
    "on one line": "if False: import b\n",
    "an expression": "x = False and __import__('b')\n",
    "a conditional": "x = 1 if True else __import__('b')\n",
    "an empty tuple": "if ():\n    import b\n",
    "an empty list": "if []:\n    import b\n",
    "an empty dictionary": "while {}:\n    import b\n",
    "a list that is not empty": "if [0]:\n    pass\nelse:\n    import b\n",
    "a tuple that is not empty": "if (0, ''):\n    pass\nelse:\n    import b\n",
    "an empty string": "if '':\n    import b\n",
    "an empty f-string": "if f'':\n    import b\n",
    "numbers that differ": "if 1 == 2:\n    import b\n",
    "numbers that are equal": "if 1 != 1.0:\n    import b\n",
    "an order": "if 3 < 2:\n    import b\n",
    "an order of three": "if 1 < 2 < 2:\n    import b\n",
    "none": "if None is not None:\n    import b\n",
    "none and a number": "if 0 is None:\n    import b\n",
    "a sign": "if -1:\n    pass\nelse:\n    import b\n",
    "behind and": "if x and ():\n    import b\n",
    "not full": "if not [1]:\n    import b\n",
    "the operand of or": "if (0 or 'linux') != 'linux':\n    import b\n",
    "the operand of and": "if (1 and 'x') == 'y':\n    import b\n",
    "a constant by walrus": "if (x := ''):\n    import b\n",
}
ALIVE = {
    "true": "if True:\n    import b\n",
    "or": "if x or False:\n    import b\n",
    "a comparison": "if x == 0:\n    import b\n",
    "else": "if False:\n    pass\nelse:\n    import b\n",
    "a string": "if 'False' in x:\n    import b\n",
    "a loop": "while True:\n    import b\n",
    "a variable": "DEBUG = False\nif DEBUG:\n    import b\n",
    "the operand of and": "import sys\nif (sys.platform and 'win32') == 'win32':\n    import b\n",
    "compared with true": "import sys\nif (sys.platform and 'win32') != True:\n    import b\n",
    "a falsy operand": "if (x and 0) == 0:\n    import b\n",
    "a true operand that is not true": "if (x or 1) is not True:\n    import b\n",
    "the operand of or": "if (0 or 'linux') == 'linux':\n    import b\n",
    "one of two": "if (x and '') != False:\n    import b\n",
    "else of an empty tuple": "if ():\n    pass\nelse:\n    import b\n",
    "else of numbers": "if 1 == 2:\n    pass\nelse:\n    import b\n",
    "equal numbers": "if 1 == 1:\n    import b\n",
    "else of none": "if None is not None:\n    pass\nelif x:\n    import b\n",
    "a tuple of names": "if (*x,):\n    import b\n",
    "identity of numbers": "if 1 is 1:\n    pass\nelse:\n    import b\n",
    "what cannot be compared": "if 1 < '':\n    import b\n",
    "what is in it": "if '' in x:\n    import b\n",
    "a call": "if set():\n    import b\n",
}


def guard(text: str) -> str:
    """Return the guard of the one import of b in a text, with a tree and without."""
    facts = facts_of(text.encode(), Wanted())
    assert isinstance(facts, Facts)
    assert facts_of_all([(text.encode(), Wanted())]) == [facts]
    return " ".join(str(each.guard) for each in facts.imports if each.module == "b")


@pytest.mark.parametrize("text", OPTIONAL.values(), ids=OPTIONAL)
def test_an_import_whose_failure_is_handled_is_optional(text: str) -> None:
    """A handler of ImportError or wider, or contextlib.suppress, around it in the same function makes it optional."""
    assert guard(text) == "optional"


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_an_import_whose_failure_ends_the_code_is_needed(text: str) -> None:
    """Handlers of other errors, and code that the handler does not cover, make nothing optional."""
    assert guard(text) == "none"


@pytest.mark.parametrize("text", DEAD.values(), ids=DEAD)
def test_an_import_that_a_constant_keeps_from_running_is_dead(text: str) -> None:
    """It is dead whichever way the constant is written, and however deep below it the import stands."""
    assert guard(text) == "dead"


@pytest.mark.parametrize("text", ALIVE.values(), ids=ALIVE)
def test_an_import_that_may_run_is_not_dead(text: str) -> None:
    """Conditions on values that may change, and branches that a constant selects, keep an import alive."""
    assert guard(text) == "none"
