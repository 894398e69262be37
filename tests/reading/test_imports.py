"""Imports are found with their kind, and resolved to the modules that they reach."""

import sys
from textwrap import dedent

import pytest

from import_conformance.model.codebase import Import, Unresolved
from import_conformance.model.facts import Facts, ImportStatement, Unreadable, Wanted
from import_conformance.model.topology import ImportKind
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.resolution import edges_of, resolve
from import_conformance.reading.source.facts import facts_of, facts_of_all

NAMES = ImportableNames(
    modules=frozenset({"app", "app.a", "app.a.b", "app.ns", "app.ns.x", "app.c"}),
    packages=frozenset({"app", "app.a", "app.ns"}),
    namespaces=frozenset({"app.ns"}),
    roots=("app",),
)


def kinds(text: str) -> list[tuple[int, str]]:
    """Return line and kind of each import in a text."""
    facts = facts_of(dedent(text).encode(), Wanted())
    assert isinstance(facts, Facts)
    return [(statement.line, str(statement.kind)) for statement in facts.imports]


def edges(importer: str, text: str) -> list[str]:
    """Return where the imports of a text lead: `module`, or `? target` when there is no such module."""
    facts = facts_of(text.encode(), Wanted())
    assert isinstance(facts, Facts)
    return [
        edge.imported if isinstance(edge, Import) else f"? {edge.target}"
        for edge in resolve(importer, facts.imports, NAMES)
    ]


def test_an_import_in_a_function_is_lazy() -> None:
    """Function bodies make an import lazy, also below a nested statement; class bodies run as the module loads."""
    text = """\
        import a
        class C:
            import b
            def f(self):
                with x:
                    import c
        try:
            import d
        except ImportError:
            import e
        match v:
            case 1:
                import f
        """
    assert kinds(text) == [
        (1, "runtime"),
        (3, "runtime"),
        (6, "lazy"),
        (8, "runtime"),
        (10, "runtime"),
        (13, "runtime"),
    ]


@pytest.mark.parametrize("test", ["TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING and x"])
def test_an_import_for_type_checkers_is_typing(test: str) -> None:
    """Under TYPE_CHECKING an import is typing-only; its else branch runs."""
    assert kinds(f"if {test}:\n import a\nelse:\n import b\n") == [(2, "typing"), (4, "runtime")]


@pytest.mark.parametrize("test", ["not TYPE_CHECKING", "TYPE_CHECKING or x"])
def test_a_condition_that_may_hold_at_run_time_is_runtime(test: str) -> None:
    """An import that is not certainly for type checkers only counts as run."""
    assert kinds(f"if {test}:\n import a\n") == [(2, "runtime")]


def test_literal_dynamic_imports_are_edges() -> None:
    """`import_module` and `__import__` with a literal name are dynamic imports; computed names are not reported."""
    text = 'import importlib as i\ni.import_module("app.c")\n__import__("app.a")\ni.import_module(name)\n'

    assert kinds(text) == [(1, "runtime"), (2, "dynamic"), (3, "dynamic")]
    assert edges("app.c", 'f(import_module(".b", __package__))\n') == ["? app.b", "app"]


@pytest.mark.parametrize(
    "text",
    [
        "import importlib as il\nil.import_module('app.c')",
        "from importlib import import_module as im\nim('app.c')",
        "import_module(name='app.c')",
        "import_module('.c', 'app')",
        "import_module('..c', package='app.a')",
        "__import__(name='app.c')",
    ],
)
def test_a_dynamic_import_is_found_however_it_is_spelt(text: str) -> None:
    """Aliases, keywords and a literal package do not hide a dynamic import."""
    assert edges("app.a.b", text)[-1] == "app.c"


def test_a_dynamic_import_above_its_package_reaches_nothing() -> None:
    """More dots than the literal package has parts lead nowhere, and to no other module either."""
    assert edges("app.c", "import_module('.....b', 'app.a.b')") == []


def test_text_that_looks_like_an_import_is_none() -> None:
    """Imports within strings and comments do not count."""
    assert kinds('"""\nimport a\n"""\n# import b\nx = "import c"\n') == []


@pytest.mark.parametrize(
    ("importer", "text", "reached"),
    [
        ("app.c", "import app.a.b", ["app.a.b"]),
        ("app.c", "from app.a import b, name", ["app.a.b", "app.a"]),
        ("app.c", "from app.a import *", ["app.a"]),
        ("app.c", "from . import a", ["app.a"]),
        ("app.a", "from . import b", ["app.a.b"]),
        ("app.a.b", "from .. import c", ["app.c"]),
        ("app.a.b", "from ..ns.x import y", ["app.ns.x"]),
        ("app.c", "from app.missing import x", ["? app.missing", "app"]),
        ("app.c", "import app.a.missing", ["? app.a.missing", "app.a"]),
        ("app.c", "import app.a.missing.x", ["? app.a.missing.x", "app.a"]),
        ("app.c", "from app.ns import missing", ["app.ns", "? app.ns.missing"]),
        ("app.c", "from ... import x", ["? ..."]),
        ("app.c", "import os.path, sqlalchemy", ["os.path", "sqlalchemy"]),
        ("app.c", "from apple import x", ["apple"]),
    ],
)
def test_an_import_reaches_the_module_that_python_would_load(importer: str, text: str, reached: list[str]) -> None:
    """Each import leads to the deepest module that it names, or is known to lead nowhere."""
    assert edges(importer, text) == reached


def test_what_lies_above_a_package_with_dots_in_its_name_is_outside() -> None:
    """A package of which no module was found is no reason to judge the import of what holds it."""
    names = ImportableNames(
        frozenset({"a", "a.c", "a.c.x"}), frozenset({"a", "a.c"}), frozenset({"a", "a.c"}), ("a.b", "a.c")
    )
    found = facts_of(b"import a.b\nimport a.c.gone\nimport a\n", Wanted())
    assert isinstance(found, Facts)

    edges = edges_of({"a.c.x": found}, names)

    assert [(edge.line, edge.imported) for edge in edges.internal] == [(2, "a.c")]
    assert [(edge.line, edge.imported) for edge in edges.externals] == [(1, "a"), (3, "a")]
    assert [(edge.line, edge.target) for edge in edges.unresolved] == [(1, "a.b"), (2, "a.c.gone")]


def test_names_taken_from_one_module_are_one_edge() -> None:
    """The unit is the statement and the module it reaches, whatever number of names it takes."""
    facts = facts_of(b"x = 1; from app.a import one, two\n", Wanted())
    assert isinstance(facts, Facts)

    assert list(resolve("app.c", facts.imports, NAMES)) == [
        Import("app.c", "app.a", 1, 8, facts.imports[0].kind, ("one", "two"))
    ]


def test_the_edges_of_many_modules_are_those_of_each_alone() -> None:
    """What was reached before, by another module and from elsewhere, does not change where an import leads."""
    text = dedent("""
        import os, app.a.b, app.gone, outside.part
        from . import b, c, gone
        from .b import x
        from .. import a, c
        from ... import nothing
        from app import a, c
        from app.ns import x, y
        from app.gone import z
        from .app import a, c
    """)
    found = facts_of(text.encode(), Wanted())
    assert isinstance(found, Facts)
    importers = ("app", "app.a", "app.a.b", "app.c", "app.ns.x")

    edges = edges_of(dict.fromkeys(reversed(importers), found), NAMES)

    each = [edge for importer in importers for edge in resolve(importer, found.imports, fresh(NAMES))]
    known = [edge for edge in each if isinstance(edge, Import)]
    assert edges.internal == [edge for edge in known if NAMES.is_internal(edge.imported)]
    assert edges.externals == [edge for edge in known if not NAMES.is_internal(edge.imported)]
    assert edges.unresolved == [edge for edge in each if isinstance(edge, Unresolved)]
    assert {type(edge) for edge in (*edges.internal, *edges.externals)} == {Import}
    assert all(type(edge) is Unresolved and edge for edge in edges.unresolved)


def fresh(names: ImportableNames) -> ImportableNames:
    """Return the same names with nothing resolved yet."""
    return ImportableNames(names.modules, names.packages, names.namespaces, names.roots)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"def f(:\n", Unreadable("syntax error: invalid syntax", 1, 7)),
        (b"x = 1\n\xff\n", Unreadable("byte 0xff is not utf-8 text, and no coding cookie is given", 2)),
        (
            b"# coding: klingon\n",
            Unreadable("its cookie names the encoding klingon, and Python knows none of text by that name"),
        ),
        (b"x\0y", Unreadable("it holds a NUL byte", 1, 2)),
        (b"-" * 200_000 + b"1", Unreadable("it is nested too deeply to be parsed")),
    ],
    ids=["syntax", "encoding", "cookie", "null", "depth"],
)
def test_an_unreadable_file_gives_a_reason_and_a_place(data: bytes, expected: Unreadable) -> None:
    """Reading it raises no exception."""
    assert facts_of(data, Wanted()) == expected


@pytest.mark.parametrize(
    "data", [b"# coding: latin-1\nimport \xe9\n", b"\xef\xbb\xbfimport a\r\n", b"import a\rimport b\r"]
)
def test_encodings_and_line_ends_of_python_are_read(data: bytes) -> None:
    """PEP 263 cookies, byte order marks and all line ends are understood."""
    assert isinstance(facts_of(data, Wanted()), Facts)


def test_a_broken_import_is_a_value_of_its_own() -> None:
    """A broken import keeps its line, kind and names."""
    facts = facts_of(b"def f():\n    from app.no import x\n", Wanted())
    assert isinstance(facts, Facts)

    assert list(resolve("app.c", facts.imports, NAMES)) == [
        Unresolved("app.c", "app.no", 2, 5, facts.imports[0].kind, ("x",)),
        Import("app.c", "app", 2, 5, facts.imports[0].kind),
    ]


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


def test_a_file_that_is_no_python_has_no_facts() -> None:
    """It has none even where its imports look plain."""
    assert isinstance(facts_of(b"import app.a\ndef f(:\n", Wanted(shape=True)), Unreadable)
