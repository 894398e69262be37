"""Imports are read from the text exactly as from the syntax tree, or left to it."""

import ast
import sysconfig
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.base.facts import Unreadable, Wanted
from import_conformance.reading.scanning.headers import scan_headers
from import_conformance.reading.scanning.imports import scan_imports
from import_conformance.reading.scanning.second_reader import scans_of
from import_conformance.reading.source.facts import facts_of_all
from import_conformance.reading.source.header_facts import headers_of
from import_conformance.reading.source.import_facts import imports_of
from import_conformance.reading.text.source_text import decode, parse

STANDARD_LIBRARY = Path(sysconfig.get_paths()["stdlib"])
PLACES = ("json", "email", "concurrent", "logging", "asyncio", "unittest", "importlib", "idlelib", "xml", "ctypes")

SCANNED = {
    "plain": "import a, b.c as d  # why\nfrom .. import e\nfrom .f import (\n    g,  # (one)\n    h as i,\n)\n",
    "star": "from j import *\n",
    "doc": '"""import a\n\nfrom b import c\n"""\nimport d\nx = "import e"  # import f\n',
    "lazy": "class A:\n    def f():\n        '''doc\n    import no\n        '''\n        if x:\n            import a\n",
    "header over lines": "def f(\n    a,\n    b,\n) -> None:\n    import a\n",
    "class": "class A:\n    import a\n\n    x = 1\n\n    import b\n",
    "typing": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n    def f():\n        import b\n",
    "typing of a module": "import typing\nif typing.TYPE_CHECKING:\n    import a\nelse:\n    import c\n",
    "typing else": "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    import a\nelse:\n    import b\n",
    "typing in a list": "from typing import (\n    TYPE_CHECKING,\n)\nif TYPE_CHECKING:  # c\n    import a\n",
    "handled": "try:\n    import a\nexcept (OSError, ImportError) as e:\n    import b\nelse:\n    import c\n",
    "handled below": 'try:\n    import a\n    """\nexcept no:\n    """\nexcept ValueError:\n    x\nexcept:\n    y\n',
    "not handled": "def f():\n    try:\n        import a\n    except ValueError:\n        pass\n    return\n",
    "methods": "class A:\n    def f(self):\n        import a\n\n    def g(self):\n        import b\n",
    "comment between": "def f():\n# import no\n    pass\n\n    try:\n        import a\n    finally:\n        import b",
    "quotes": "x = '\\'\"\"\"'\nimport a\ny = \"it's '''\"\nimport b\n",
    "quotes in short comments": '# """\nimport a\n#\'\'\'\nimport b\n# """\n',
    "names": "important = importer = 1\nx.imports = 2\nimport a\n",
    "nothing": "x = 1\n",
}
LEFT_TO_THE_TREE = {
    "one line": "if x: import a\n",
    "semicolon": "import a; import b\n",
    "behind a string": '"""doc"""; import a\n',
    "backslash": "from a \\\n    import b\n",
    "string that goes on": "x = 'a\\\nimport b'\nimport c\n",
    "tabs": "def f():\n\timport a\n",
    "dynamic": "import importlib\nimportlib.import_module('a')\n",
    "brackets at the margin": "def f():\n    x = [\na\n]\n    import b\n",
    "conditional in brackets": "def f():\n    x = {\n'a' if b else\nif_c: 1}\n    import b\n",
    "not ASCII": "import é\n",
    "a second keyword behind quotes": "import a  # it's no import\n",
    "form feed": "\f\nimport a\n",
    "three quotes in a string that goes on": 'x = \'a\\\n"""b\'\nimport c\ny = \'\\\n"""\'\n',
    "and in one with an escaped end": 'x = \'a"""b\\\'\\\n""" \'\nimport c\ny = \'\\\n"""\'\n',
    "and in a short one": 'x = \'ab"""\\\n\'\nimport c\ny ="""b\'\nimport c\ny = \'\\\n""" \'\\\n"""\'\n',
    "else in brackets": "def f():\n    x = {a if b\nelse c:\n    1}\n    import z\n",
    "if in brackets": "def f():\n    x = {a\nif(b)else(c):\n    1}\n    import z\n",
    "for in brackets": "def f():\n    x = [a\nfor a in (lambda:\n    1)()]\n    import z\n",
    "for over lines": "def f():\n    x = [a\nfor a in g(\n    1\n)]\n    import z\n",
    "for with a comment": "def f():\n    x = [a\nfor a in b # c:\n    ]\n    import z\n",
    "if with a slice": "def f():\n    x = [a for a in b\nif a] + z[1:\n    2]\n    import z\n",
    "if with a slice of strings": "def f():\n    x = [a for a in b\nif a == ')' and (a[1:\n    2])]\n    import z\n",
    "if with a long string": 'def f():\n    x = [a for a in b\nif z[""" "]" """:\n    2]]\n    import z\n',
    "else of a default": "def f():\n    g(x, lambda a=b if c\nelse d:\n    1)\n    import z\n",
    "if over lines": "if ( # a:\n    TYPE_CHECKING\n    ):\n    import z\n",
    "elif over lines": "if x: pass\nelif ( # a:\n    TYPE_CHECKING\n    ):\n    import z\n",
    "a name in wide letters": "if \uff34YPE_CHECKING:\n    import z\n",
    "another name for the constant": "from typing import TYPE_CHECKING as T\nif T:\n    import z\n",
    "the constant of another": "from a import TYPE_CHECKING\nif TYPE_CHECKING:\n    import z\n",
    "a constant": "if False:\n    import z\n",
    "a constant behind elif": "if x:\n    pass\nelif 0:\n    import z\n",
    "a constant around a function": "if not True:\n    class A:\n        def f(self):\n            import z\n",
    "another name for an error": "E = ImportError\ntry:\n    import z\nexcept E:\n    pass\n",
    "suppressed": "from contextlib import suppress\nwith suppress(ImportError):\n    import z\n",
    "handler in brackets": "try:\n    import z\nexcept (\n    OSError\n):\n    pass\n",
    "one line without end": "x = [" + "'import'," * 300_000 + "]\nimport a\n",
    "a function without end": "def f():\n" + "    import a\n" * 20_000,
}
# Python 3.12 reads these, in which a string holds its own quotes; the scanner of grimp accepts them everywhere.
LATER = (
    'x = f"{a[\'}\']}{y["#"]}"; import a\n',
    'x = f"}}{a:{y["#"]}}"; import a\n',
    "x = f'''{'a}{b' + '''c'''}'''\nimport a\nz = ''''''\n",
    "x = f'''{a['}']}{y['''b''']}'''\nimport a\nz = ''''''\n",
    "x = f'''{\"\"\"a\"}\"\"\" + '''b''' }'''\nimport a\nz = ''''''\n",
)


@pytest.mark.parametrize("text", SCANNED.values(), ids=SCANNED)
def test_the_scan_of_the_text_agrees_with_the_tree(text: str) -> None:
    """Statements, their places, names and kinds are the same."""
    found = scan_imports(text)

    assert found is not None
    assert found == imports_of(ast.parse(text), text)


@pytest.mark.parametrize("text", LEFT_TO_THE_TREE.values(), ids=LEFT_TO_THE_TREE)
def test_text_that_the_scan_cannot_decide_is_left_to_the_tree(text: str) -> None:
    """The scan gives no answer instead of a guess."""
    ast.parse(text)
    assert scan_imports(text) is None


@pytest.mark.parametrize("text", LATER)
def test_strings_within_strings_of_their_own_kind_are_left_to_the_tree(text: str) -> None:
    """Whichever Python runs: what one reads as code, another one reads as a string."""
    assert scan_imports(text) is None


# Not every distribution of Python has all of it.
@pytest.mark.parametrize("place", [place for place in PLACES if STANDARD_LIBRARY.joinpath(place).is_dir()])
def test_the_scan_agrees_with_the_tree_on_the_standard_library(place: str) -> None:
    """Where the scan answers, its answer is that of the tree."""
    for path in sorted(STANDARD_LIBRARY.joinpath(place).rglob("*.py")):
        text = decode(path.read_bytes())
        tree = text if isinstance(text, Unreadable) else parse(text)
        if isinstance(text, str) and isinstance(tree, ast.Module):
            found, headers = scan_imports(text), scan_headers(text)
            assert found in (None, imports_of(tree, text)), path
            assert headers in (None, headers_of(text)), path


def test_the_scan_answers_for_most_of_the_standard_library() -> None:
    """Of all of it; of a single package, one release has more form feeds than the next."""
    paths = (path for place in PLACES for path in STANDARD_LIBRARY.joinpath(place).rglob("*.py"))
    texts = (decode(path.read_bytes()) for path in paths)
    answers = [scan_imports(text) is not None for text in texts if isinstance(text, str)]

    assert sum(answers) > 0.8 * len(answers) > 0


WORDS = """import a|from b import (c,|d)|def f():|class A:|if TYPE_CHECKING:|else:|x = 1|'''|\"\"\"|try:|finally:
# import no|x = [|]|x = '''a|pass|with a as b:|f(|):|y = 'it'|\\|async def g(|a if b else c|if a if b else c:
else c:|if(b)|for a in b # c:|lambda:|# '''|# \"\"\"|1}|'a\\|elif (# a:|TYPE_CHECKING):
for x in y:|import h, i as j|f\"\"\"{x}\"\"\"|match x:|from k import l"""
LINES = st.sampled_from(WORDS.replace("\n", "|").split("|"))


@given(st.lists(st.tuples(st.integers(0, 3), LINES), max_size=14))
def test_the_scan_agrees_with_the_tree_on_any_python_text(lines: list[tuple[int, str]]) -> None:
    """Lines that begin, end and hold blocks, strings and brackets, in any order and at any depth."""
    text = "\n".join("    " * depth + line for depth, line in lines)
    tree = parse(text)
    if isinstance(tree, ast.Module):
        assert scan_imports(text) in (None, imports_of(tree, text))


SIMPLE = """import a|from b import c|from . import d|x = 1|x = [\n1,\n]|'''doc\nexcept ImportError:\n'''|
raise ImportError|E = ImportError|t = 1|TYPE_CHECKING = x|from typing import Any as TYPE_CHECKING|
from typing import TYPE_CHECKING as T|import typing|from contextlib import suppress|S.TYPE_CHECKING = 1|
# TYPE_CHECKING|global t|import t.x"""
HEADERS = """if TYPE_CHECKING:|if not TYPE_CHECKING:|if t.TYPE_CHECKING:|if T:|if x:|if False:|if x and 0:|
if x is not None:|while True:|while x:|for a in b:|with suppress(ImportError):|
def f(x):|def f(t):|class A:|async def g(TYPE_CHECKING):"""
HANDLERS = """except ImportError:|except ValueError as e:|except (OSError, ImportError):|except E:|
except Exception as e:|except builtins.ImportError:|except (\nOSError,\nImportError):"""
BEGINNINGS = (
    """from typing import TYPE_CHECKING\n|import typing as t\n|from typing import (\n    TYPE_CHECKING,\n)\n||"""
)


def words(text: str) -> st.SearchStrategy[str]:
    """Draw one of the words of a list."""
    return st.sampled_from(text.replace("|\n", "|").split("|"))


def deeper(body: str) -> str:
    """Return a block nested in another one."""
    return "".join(f"    {line}\n" for line in body.splitlines())


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks that hold others: conditions with other branches, attempts with handlers, one after another."""
    block = inner.map(deeper)
    conditions, others = words("if x:|if TYPE_CHECKING:|if not TYPE_CHECKING:"), words("else:|elif x:|elif 0:")
    ends = words("finally:|else:|except ImportError:")
    forms = [
        st.tuples(words(HEADERS), block),
        st.tuples(conditions, block, others, block),
        st.tuples(st.just("try:"), block, words(HANDLERS), block, ends, block),
        st.tuples(inner, inner, inner),
    ]
    return st.one_of([form.map("\n".join) for form in forms])


@given(words(BEGINNINGS), words(BEGINNINGS), st.recursive(words(SIMPLE).map("{}\n".format), compound, max_leaves=12))
def test_the_scan_agrees_with_the_tree_on_nested_blocks(first: str, second: str, rest: str) -> None:
    """Kinds and guards are those of the tree, whatever the names of a text are bound to."""
    text = first + second + rest
    tree = parse(text)
    if isinstance(tree, ast.Module):
        assert scan_imports(text) in (None, imports_of(tree, text))


def refused(texts: list[str]) -> list[int]:
    """Return the positions of the texts that the scanner of grimp refuses."""
    return [at for at, answer in enumerate(scans_of(texts)) if answer is None]


def test_the_scanner_refuses_what_the_parser_refuses() -> None:
    """Each text by itself, whatever stands beside it; relative imports of many dots are no reason."""
    texts = [
        "import a",
        "def f(:",
        "from ............ import b",
        "x = (",
        dedent("  x = 1"),
        "if x:\n    y",
        "print 'a'",
    ]

    assert refused(texts * 60) == [at for at, text in enumerate(texts * 60) if isinstance(parse(text), Unreadable)]


@pytest.mark.parametrize("link", [".b", "()", "+1", "[1]"])
def test_a_chain_that_would_overflow_the_scanner_never_reaches_it(link: str) -> None:
    """300,000 links end the process in grimp's scanner; Python's parser says that they are too many."""
    (found,) = facts_of_all([(f"import a\nx = y{link * 300_000}\n".encode(), Wanted())])

    assert found == Unreadable("it is nested too deeply to be parsed")


def test_the_scanner_knows_later_syntax() -> None:
    """The imports of a file for a newer Python are read, although this Python cannot parse it."""
    assert refused(["type X = int\nimport a", "def f[T](x: T) -> T:\n    import b", "f'{x['a']}'"]) == []
