"""Imports are found with their kind, and resolved to the modules that they reach."""

from textwrap import dedent

import pytest

from import_conformance.model.base.facts import Facts, Unreadable, Wanted
from import_conformance.model.codebase import Import, Unresolved
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.resolution import edges_of, resolve
from import_conformance.reading.source.facts import facts_of

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


def test_a_file_that_is_no_python_has_no_facts() -> None:
    """It has none even where its imports look plain."""
    assert isinstance(facts_of(b"import app.a\ndef f(:\n", Wanted(shape=True)), Unreadable)
