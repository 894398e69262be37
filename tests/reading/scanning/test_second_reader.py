"""What one reader finds in a text is believed only where a second one finds the same."""

import ast
import sys

import pytest

from import_conformance.model.base.facts import Facts, Header, ImportStatement, Unreadable, Wanted
from import_conformance.reading.scanning import second_reader
from import_conformance.reading.scanning.imports import scan_imports
from import_conformance.reading.scanning.second_reader import scans_of
from import_conformance.reading.source.facts import facts_of_all
from import_conformance.reading.source.import_facts import imports_of
from tests.support.tiny import python

# Valid from Python 3.12 on: a string in single quotes goes over lines inside of its braces. Behind it stand the lines
# and modules of the real imports.
OPEN_FIELDS: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "behind the string": ("x = f'{\n1}'; import b  # '\n", [(2, "b")]),
    "between long strings": ('x = f"{\n1}" """ """\nimport b\n# """\n', [(3, "b")]),
    "in a list": ("x = [f'{\n    1\n}', '''text''', '']\nimport b\ny = '''more'''\n", [(4, "b")]),
    "an apostrophe": ("log = f\"it's {\n    1 + 1\n}'s turn\"; import b  # it's needed\n", [(3, "b")]),
    "in a function": ("def f():\n    x = f'{\n1}'; from a import b  # '\n", [(3, "a")]),
    "a brace in a string": ("x = f'{\"}\"\n}'; import b  # '\n", [(2, "b")]),
    "a brace in a comment": ("x = f'{1 # }\n}'; import b  # '\n", [(2, "b")]),
    "a field in a field": ("x = f'{1:{2}{\n3}}'; import b  # '\n", [(2, "b")]),
    "doubled braces": ("x = f'{{{\n1}}}'; import b  # '\n", [(2, "b")]),
    "raw": ("x = rF'{\n1}'; import b  # '\n", [(2, "b")]),
    "behind a backslash": ("x = rf'\\\n{\n1}'; import b  # '\n", [(3, "b")]),
    "a string": ('x = f"{\n1}" """\nimport b\n"""\n', []),
    "a string of single quotes": ("x = f'{\n1}' '''\nimport b\n'''\n", []),
    "a function in a string": ("if x:\n    f'{\n1}' '''\n  def f():\n'''\n    import b\n", [(6, "b")]),
}
# Valid from Python 3.14 on.
OPEN_TEMPLATE = "x = t'{\n1}'; import b  # '\n"


def places(answer: Facts | Unreadable) -> list[tuple[int, str]]:
    """Return line and module of each import."""
    assert isinstance(answer, Facts), answer
    return [(statement.line, statement.module) for statement in answer.imports]


@pytest.fixture(params=["few texts", "many texts"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of few texts Python's own parser is the second reader, of many the scanner of grimp."""
    if request.param == "many texts":
        monkeypatch.setattr(second_reader, "WORTH_LOADING", 0)
    return str(request.param)


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("name", OPEN_FIELDS)
def test_a_replacement_field_over_several_lines_does_not_change_the_imports(name: str) -> None:
    """The imports are those that a Python finds which reads the text, whichever Python runs."""
    text, expected = OPEN_FIELDS[name]
    (answer,) = facts_of_all([(text.encode(), Wanted())])

    assert places(answer) == expected
    if sys.version_info >= (3, 12):
        assert isinstance(answer, Facts)
        assert answer.imports == imports_of(ast.parse(text), text)


@pytest.mark.parametrize("text", [*(text for text, _ in OPEN_FIELDS.values()), OPEN_TEMPLATE])
def test_a_bracket_that_a_string_leaves_open_on_its_line_is_never_guessed(text: str) -> None:
    """The text reader alone gives no answer."""
    assert scan_imports(text) is None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
def test_where_this_python_reads_no_such_text_the_ledger_says_so() -> None:
    """The imports are those of grimp's scan; the file is reported as unread where a law asks for more than imports."""
    text, _ = OPEN_FIELDS["behind the string"]
    (answer, asked) = facts_of_all([(text.encode(), Wanted()), (text.encode(), Wanted(shape=True))])

    assert isinstance(answer, Facts)
    assert isinstance(asked, Facts)
    assert [(each.line, each.column, each.module, each.names) for each in answer.imports] == [(2, 6, "b", None)]
    assert (answer.unread, asked.rough) == (None, None)
    for why in (answer.rough, asked.unread):
        assert why is not None
        assert "a later Python takes it" in why.reason


def test_a_reader_that_misses_a_statement_is_overruled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The parser decides where the scanner of grimp reports another statement, or one fewer."""
    monkeypatch.setattr(second_reader, "WORTH_LOADING", 0)
    text = "import a\nfrom b import c\nif TYPE_CHECKING:\n    import d\n"
    right = imports_of(ast.parse(text), text)
    wrong: list[tuple[ImportStatement, ...]] = [
        right[:1],
        (),
        (*right, right[0]._replace(line=7)),
        (right[0]._replace(module="z"), *right[1:]),
        (right[0], right[1]._replace(level=1), right[2]),
        (right[0]._replace(kind=right[2].kind), *right[1:]),
    ]
    for claim in wrong:
        monkeypatch.setattr("import_conformance.reading.source.one_text.scan_imports", lambda _, claim=claim: claim)
        (answer,) = facts_of_all([(text.encode(), Wanted())])
        assert isinstance(answer, Facts)
        assert answer.imports == right


LAZY = {
    "module": ("lazy import a.b\n", [(1, 1, "a.b", 0, None)]),
    "names": ("x = 1\nlazy from a import b, c as d\n", [(2, 1, "a", 0, ("b", "c"))]),
    "brackets": ("lazy from .a import (\n    b,  # import\n    c,\n)\nlazy = 1\n", [(1, 1, "a", 1, ("b", "c"))]),
    "beside a plain one": ("import a\nlazy import b as c\n", [(1, 1, "a", 0, None), (2, 1, "b", 0, None)]),
    "conditional": ("if x:\n    lazy import a  # why\n", [(2, 5, "a", 0, None)]),
}


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("name", LAZY)
def test_lazy_imports_are_read_on_every_python(name: str) -> None:
    """PEP 810 is no syntax error on the Pythons before it, and no import happens before its first use."""
    text, expected = LAZY[name]
    (answer,) = facts_of_all([(text.encode(), Wanted())])

    assert isinstance(answer, Facts)
    assert answer.unread is None
    found = answer.imports
    assert [(s.line, s.column, s.module, s.level, s.names) for s in found] == expected
    assert [s.kind.value for s in found if s.module != "a" or name != "beside a plain one"][-1] == "lazy"


def test_lazy_as_a_plain_name_hides_no_import() -> None:
    """Where no import follows, `lazy` is a name like any other."""
    for text in ("lazy = 1\nimport a\n", "lazy.b\nimport a\n", "print(lazy)\nfrom a import b\n"):
        assert scan_imports(text) == imports_of(ast.parse(text), text)


TEXTS = (
    "import a",
    "def",
    "",
    "if x:\n    import b\n",
    "x = (",
    "match a:\n    case 1: pass\n",
    "x = 1 \\\n",
    "x\n\u00a0",
)


def test_neither_reader_accepts_a_text_that_is_no_python() -> None:
    """Each text by itself, whatever stands beside it, also where only the end of a text is wrong."""
    assert [at for at, answer in enumerate(scans_of(TEXTS)) if answer is None] == [1, 4, 6, 7]
    assert scans_of(()) == []


@pytest.mark.usefixtures("size")
def test_the_same_texts_are_unreadable_whichever_is_the_second_reader() -> None:
    """A text is Python or not, however many are read with it."""
    answers = facts_of_all([(text.encode(), Wanted()) for text in TEXTS])

    assert [at for at, answer in enumerate(answers) if isinstance(answer, Unreadable)] == [1, 4, 6, 7]


@pytest.mark.usefixtures("size")
def test_syntax_of_a_later_python_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the running one does not know is shown to grimp's parser, too: both readers agree about its imports."""
    monkeypatch.setattr("import_conformance.reading.source.one_text.parse", lambda _: Unreadable("too new"))
    answer, wrong = facts_of_all([(b"type A = int\nimport a\n", Wanted()), (b"def", Wanted())])

    assert (places(answer), answer.unread) == ([(2, "a")], None) if isinstance(answer, Facts) else False
    assert wrong == Unreadable("too new")


@pytest.mark.usefixtures("size")
def test_headers_of_a_text_for_a_later_python_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """They stand in its comments, which each Python reads: in a small tree as in a large one."""
    monkeypatch.setattr("import_conformance.reading.source.one_text.parse", lambda _: Unreadable("too new"))
    texts = ["# Owner: x\ntype A = int\nimport a\n", "# Owner: x\ntype A = int\nif a: import b\n"]
    answers = facts_of_all([(text.encode(), Wanted(headers=True)) for text in texts])

    headers = [answer.source and answer.source.headers for answer in answers if isinstance(answer, Facts)]
    assert headers == [(Header("Owner", "x", 1),)] * 2


def test_a_run_with_one_changed_file_does_not_load_grimp() -> None:
    """Loading grimp takes longer than parsing a few files."""
    code = "import sys; from import_conformance.reading.source.facts import facts_of_all, Wanted\n"
    code += "print(len(facts_of_all([(b'import a', Wanted())])), 'grimp' in sys.modules)"

    assert python("-c", code).stdout == "1 False\n"
