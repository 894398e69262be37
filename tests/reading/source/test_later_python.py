"""Files for a later Python than the running one: their imports are read, and what is not read is reported."""

import sys

import pytest

from import_conformance.model.base.facts import Facts, ImportStatement, Wanted
from import_conformance.model.topology import ImportKind
from import_conformance.reading.source.facts import facts_of_all


def test_the_imports_of_a_file_for_a_later_python_are_read() -> None:
    """Its calls are not, which is reported where a law needs them; where only imports are requested, nothing is."""
    text = b"import app.a\ntype X = int\nimport os\nos.system('x')\n"
    asked = facts_of_all([(text, Wanted()), (text, Wanted(names=frozenset({"system"})))])

    imports = (
        ImportStatement(1, 1, "app.a", 0, None, ImportKind.RUNTIME),
        ImportStatement(3, 1, "os", 0, None, ImportKind.RUNTIME),
    )
    assert asked[0] == Facts(imports)
    if sys.version_info < (3, 12):
        why = asked[1].unread if isinstance(asked[1], Facts) else None
        assert asked[1] == Facts(imports, unread=why)
        assert why
        assert (why.line, why.reason.startswith("syntax error: invalid syntax; a later Python takes it")) == (2, True)


BY_CALLS_FOR_A_LATER_PYTHON = {
    "import_module": ("import importlib\ntype X = int\nimportlib.import_module('app.b')\n", "importlib"),
    "renamed": ("from importlib import import_module as load\ntype X = int\nload('app.b')\n", "importlib"),
    "the built-in": ("def f[T](x):\n    return __import__('app.b')\n", ""),
    "in an f-string": ("import importlib\nx = f'{importlib.import_module('app.b')}'\n", "importlib"),
    "a lazy loader": ("import lazy_loader as lazy\nclass A[T]: ...\nb = lazy.load('app.b')\n", "lazy_loader"),
    "in a handler": ("try:\n    import os\nexcept OSError, ImportError:\n    __import__('app.b')\n", "os"),
    "other letters": ("type X = int\n__i\uff4dport__('app.b')\n", ""),
}


@pytest.mark.parametrize("name", BY_CALLS_FOR_A_LATER_PYTHON)
def test_calls_that_import_in_a_file_for_a_later_python_are_judged_or_the_file_is_reported(name: str) -> None:
    """The statements are judged all the same, whatever laws there are; the calls vanish from no verdict."""
    text, statements = BY_CALLS_FOR_A_LATER_PYTHON[name]
    (facts,) = facts_of_all([(text.encode(), Wanted())])

    assert isinstance(facts, Facts)
    assert [each.module for each in facts.imports if each.module != "app.b"] == statements.split()
    if facts.unread is None:
        assert "app.b" in [each.module for each in facts.imports]
    else:
        assert "the calls in it that import, is not" in facts.unread.reason


def test_a_call_that_imports_makes_the_statements_of_a_file_for_a_later_python_no_less_exact() -> None:
    """When they happen, and whether they may fail, is known as it is without the call."""
    text = "type X = int\ntry:\n    import os\nexcept ImportError:\n    pass\ndef f():\n    import sys\n"
    without, beside = facts_of_all([(each.encode(), Wanted()) for each in (text, text + "    __import__(x)\n")])

    assert isinstance(without, Facts)
    assert isinstance(beside, Facts)
    assert [(str(each.kind), str(each.guard)) for each in beside.imports] == [("runtime", "optional"), ("lazy", "none")]
    assert without.imports == beside.imports


ROUGH = "x = f'{\n1}'; import b  # '\n"
UNKNOWN_WHEN = {
    "in a dead block": "if 0:\n    import c\n",
    "on the line of a condition": "if 0: import c\n",
    "behind the line of one": "if 0: \\\nimport c\n",
    "for type checkers": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import c\n",
    "else": "if True:\n    pass\nelse:\n    import c\n",
    "a constant that is compared": "if True == 0:\n    import c\n",
}


def test_a_file_for_a_later_python_is_marked_as_read_by_its_imports_alone() -> None:
    """Where only the scan of grimp reads it, the code around its imports is not examined."""
    (facts,) = facts_of_all([(ROUGH.encode(), Wanted())])

    assert isinstance(facts, Facts)
    assert facts.unread is None
    if sys.version_info < (3, 12):
        assert facts.rough
        assert "each as one that runs, and is needed, whatever" in facts.rough.reason


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
@pytest.mark.parametrize("text", UNKNOWN_WHEN.values(), ids=UNKNOWN_WHEN)
def test_a_file_for_a_later_python_is_reported_where_it_is_not_known_whether_its_imports_run(text: str) -> None:
    """An import that may never run could meet an obligation: that is no verdict to keep quiet about."""
    (facts,) = facts_of_all([((ROUGH + text).encode(), Wanted())])

    assert isinstance(facts, Facts)
    assert "c" in [each.module for each in facts.imports]
    assert facts.unread
    assert "each as one that runs, and is needed, whatever" in facts.unread.reason
