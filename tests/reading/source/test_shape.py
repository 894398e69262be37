"""The shape of a file's code."""

import ast
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.reading.source.shape import RUN, shape_of, shingle

LINES = ("x = 1", "y: int", "import a.b as c", "f(x, *y, key=z)", "del a.b[1:]", "assert x, f'{x!r:>{y}}'", "pass")
BLOCKS = ("def f(a, b=1):", "class C(Base):", "async def g():", "if x:", "for x in y:", "with a as b:")
NOISE = ("", "    # a comment", "\t", "# another", '"""Words."""')

FORMS = (
    *(
        "{}()",
        "{}({})",
        "{}(k={})",
        "{}(*{})",
        "{}(**{})",
        "{}.b",
        "-{}",
        "{} + {}",
        "{} - {}",
        "{} < {} < b",
        "{} < {}",
    ),
    *("{}[{}]", "{}[:{}]", "{}[{}:]", "{}[::{}]", "{}[:{}:b]", "[{}, {}]", "[{}, [{}]]", "({}, *[{}])", "{{{}, {}}}"),
    *(
        "{{{}: {}, **a}}",
        "{{**{}, a: {}}}",
        "lambda k={}: {}",
        "lambda *a, k={}: {}",
        "lambda **a: {}",
        "{} if {} else a",
    ),
    *("[a for a in {} if {}]", "[a for a in {} for a in {}]", "[a async for a in {} if {}]", "(yield)", "(yield {})"),
    *("{} and {}", "{} and {} and b", "(a := {})"),
)


def filled(one: str, others: tuple[str, ...]) -> set[str]:
    """Return every form with one part in its first place and another in its second."""
    return {form.format(f"({one})", f"({other})") for form in FORMS for other in others}


def digest(text: str) -> bytes:
    """Return the digest of a source text."""
    return shape_of(ast.parse(text)).digest


@st.composite
def programs(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a source text, and the same with comments, blank lines and docstrings put in."""
    plain, noisy = [], []
    for head in draw(st.lists(st.sampled_from(BLOCKS), max_size=4)):
        body = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=4))
        plain += [head, indent("\n".join(body), "    ")]
        noisy += [draw(st.sampled_from(NOISE)), head, '  "A docstring."']
        noisy += [line for text in body for line in ("  # why", f"  {text}  # how", "  ")]
    return "\n".join(plain), "\n".join(noisy)


@given(programs())
def test_comments_docstrings_and_layout_do_not_change_the_shape(texts: tuple[str, str]) -> None:
    """A file keeps its shape when comments, blank lines, docstrings and other indentation are put in."""
    plain, noisy = texts

    assert shape_of(ast.parse(noisy)) == shape_of(ast.parse(plain))


def test_digests_agree_with_syntax_trees() -> None:
    """Thousands of small expressions have as many digests as they have syntax trees."""
    small = filled("a", ("a", "1", "'a'", "None"))
    trees = [ast.parse(text) for part in sorted(small) for text in filled(part, ("a", "1"))]

    assert len({shape_of(tree).digest for tree in trees}) == len(set(map(ast.dump, trees))) > 4000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("f()(x)", "f(x)()"),
        ("f(a, b)", "f(a)(b)"),
        ("x[:1]", "x[None:1]"),
        ("x = 1", "x = True"),
        ("x = 1", "x = 1.0"),
        ("x = 'x'", "x = x"),
        ("x.y = 1", "y.x = 1"),
        ("if a:\n f()\ng()", "if a:\n f()\n g()"),
        ("if a:\n f()\nelse:\n g()", "if a:\n f()\n g()"),
        ("f'{a}{b}'", "f'{a:{b}}'"),
        ("f'{a}'", "f'{a!r}'"),
        ("import a", "import a as b"),
        ("from a import b", "from .a import b"),
        ("__all__ = ['a']", "__all__ = ['b']"),
        ("__all__ = [*a]", "__all__ = [*b]"),
        ("def f(*, a): 1", "def f(a): 1"),
        ("def f(a, *, b=1): 1", "def f(a=1, *, b): 1"),
        ("def f(a, /): 1", "def f(a): 1"),
        ("def f(*a): 1", "def f(**a): 1"),
        ("def f() -> a: 1", "@a\ndef f(): 1"),
        ("class A(b): 1", "@b\nclass A: 1"),
        ("match a:\n case [b, *c]: 1", "match a:\n case [b, c]: 1"),
        ("match a:\n case True: 1", "match a:\n case None: 1"),
    ],
)
def test_any_difference_in_code_changes_the_shape(one: str, other: str) -> None:
    """Other names, constants, order or nesting give another digest."""
    assert digest(one) != digest(other)


def test_functions_have_digests_of_their_own() -> None:
    """Each function, method and nested function is listed with a digest that does not depend on where it stands."""
    inner = "async def run(self):\n return 1\n"
    nested = shape_of(ast.parse("class A:\n" + indent(inner, " ") + " class B:\n  def f(x):\n" + indent(inner, "   ")))
    alone = dict(shape_of(ast.parse("x = 1\n" + inner)).functions)["run"]

    assert [name for name, _ in nested.functions] == ["A.run", "A.B.f", "A.B.f.run"]
    assert [digest == alone for _, digest in nested.functions] == [True, False, True]


def test_a_shape_is_the_same_in_every_process() -> None:
    """Digests and shingles are fixed numbers, so that a stored shape can be compared with a fresh one."""
    shape = shape_of(ast.parse("x = f(1)\ny = x\n"))

    assert shape.digest.hex() == "478a06ea8b7b3f553812ffeec25029f8"
    assert sorted(shape.shingles) == [
        34128963434543903,
        138178770737648191,
        214944902129069113,
        321089880526924898,
        777183978000490923,
        1057257119751877048,
    ]


def test_trees_of_any_depth_are_read() -> None:
    """Five thousand nested expressions are no deeper than the walk can go, and one more makes a difference."""

    def nested(depth: int) -> ast.Module:
        deep: ast.expr = ast.Constant(1)
        for _ in range(depth):
            deep = ast.UnaryOp(ast.USub(), deep)
        return ast.Module([ast.Assign([ast.Name("__all__", ast.Store())], deep)], [])

    assert shape_of(nested(5000)).digest != shape_of(nested(5001)).digest


@pytest.mark.parametrize(
    "text", ["x = 0x" + "f" * 5000, "x = '\\ud800'", "x = 1e999", "x = -1j", "", "match x:\n case a.b: 1"]
)
def test_odd_constants_are_read(text: str) -> None:
    """Huge integers, lone surrogates, infinities and empty files have a shape."""
    assert len(shape_of(ast.parse(text)).digest) == 16


def test_re_exports_leave_no_shingles() -> None:
    """An import and `__all__` are one token each, however many names they list."""
    names = [f"name{number}" for number in range(200)]
    shape = shape_of(ast.parse(f"from a import {', '.join(names)}\n__all__ = {names}\n"))

    assert shape.shingles == frozenset()


@given(st.lists(st.integers(0, 2**64 - 1), max_size=40))
def test_shingles_depend_on_their_run_alone(tokens: list[int]) -> None:
    """The rolling hash of a run is the one that the run has by itself."""
    runs = [tokens[at : at + RUN] for at in range(len(tokens) - RUN + 1)]

    assert shingle(tokens) == frozenset().union(*map(shingle, runs))
    assert len(shingle(tokens)) == len(set(map(tuple, runs)))
