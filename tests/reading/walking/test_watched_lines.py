"""Expressions are visited on watched lines alone, and that changes nothing: a text read whole says the same."""

import ast
import sysconfig
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_conformance.model.base.facts import SourceFacts, Wanted
from import_conformance.reading.source.source_facts import source_of
from import_conformance.reading.walking.watched_lines import WatchedLines

# A letter that folds into an ASCII one could spell anything, so every line is watched.
FOREIGN = "\n# \uff46\n"
ROWS = Wanted(names=frozenset({"now"}), methods=frozenset({"commit"}), definitions=frozenset({"g"}), orm=True)
REQUESTS = {
    "uses": Wanted(names=frozenset({"now", "insert", "get"}), methods=frozenset({"commit", "append"})),
    "rows": ROWS,
    "definitions": Wanted(definitions=True, models=True),
    "all": ROWS._replace(definitions=True, methods=frozenset({"commit", "append", "get"})),
}
STATEMENTS = (
    *("import d", "from d import now as n", "from sqlalchemy import insert as put, select", "from .models import A"),
    *("x = d.now", "y = x", "x()", "n(1)", "self.s = Session()", "self.n = d.now", "self.n()", "self.s.commit()"),
    *("global x", "del x", "x += 1", "(z := d.now)", "z()", "self.s.add(r)", "session.add(A())", "put(A)", "r = A()"),
    *("rows = [each for each in session.query(A)]", "session.add_all(rows)", "r = rows[0]", "session.delete(r)"),
    *("q = session.execute(select(A)).scalars()", "q.delete()", "self.t, r = Session(), A()", "self.t.add(r)"),
    *("f = lambda: d.now()", "f = lambda session=session: session.merge(r)", "s: Session = x", "s.add(r)", "g = 1"),
    *("return d.now()", "raise E(n())", "assert session.commit()", "*rest, y = x", "y()", "C.s = Session()"),
)
HEADS = (
    *("def f(self, s: Session, r: A = None):", "def g():", "class C(Base):", "class M(C, table=True):", "if n():"),
    *("for r in session.query(A):", "for self.s in x:", "with Session() as s:", "with x as self.s:", "while d.now():"),
    *("try:", "async def h(session):", "@n\ndef k(x=d.now()):", "@d.now\nclass D(d.get()):", "def e(self) -> A:"),
)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw some statements, and some blocks of them."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        if depth and draw(st.booleans()):
            head = draw(st.sampled_from(HEADS))
            tail = "\nfinally:\n pass" if head == "try:" else ""
            parts.append(f"{head}\n{indent(draw(blocks(depth - 1)), ' ')}{tail}")
        else:
            parts.append(draw(st.sampled_from(STATEMENTS)))
    return "\n".join(parts)


def facts(text: str, wanted: Wanted) -> SourceFacts:
    """Return the facts of a text."""
    return source_of(ast.parse(text), text, wanted)


# What stands on a line that is not watched, and yet decides about one that is.
FAR_APART = (
    "import d\nclass C:\n def f(self):\n  self.n = d.now\n def g(self): self.n()",
    "from d import now as n\nclass C:\n x = n\n y = x()",
    "import c\n(c := 1)\nc.commit()",
    "s: Session = x\n(s := x)\ns.add(A())",
    "import d\ndef f():\n global x\n x = d.now\ndef g(): x()",
    "def f():\n global x\n x = Session()\ndef g(): x.add(A())",
    "from sqlalchemy import insert as put\nput(\n A)\nclass C:\n C.x = put\n x(A)",
    "import c\n*c, y = x\nc.commit()",
    "class C(metaclass=d.now()): pass",
    *(
        f"class C:\n def f(self, x):\n  {binding}\n def g(self):\n  self.s.add(A())\n  session.merge(self.r)"
        for binding in (
            *("self.s = Session()", "self.s: Session = x", "self.s, y = Session(), x", "[y, self.s] = x, Session()"),
            *("for self.r in session.query(A): pass", "with Session() as self.s: pass"),
            *("if x:\n   try: self.s = Session()\n   finally: pass", "def h(): self.s = Session()"),
            *("match x:\n   case 1: self.r = A()", "class D:\n   C.s = Session()", "while x: self.r = A()"),
        )
    ),
)


@pytest.mark.parametrize("wanted", REQUESTS.values(), ids=REQUESTS)
@pytest.mark.parametrize("text", FAR_APART)
def test_a_line_that_is_not_watched_still_binds(wanted: Wanted, text: str) -> None:
    """Bindings are read from every line, watched or not."""
    assert facts(text, wanted) == facts(text + FOREIGN, wanted)


@pytest.mark.parametrize("wanted", REQUESTS.values(), ids=REQUESTS)
@given(text=blocks())
def test_lines_that_are_not_watched_hold_no_facts(wanted: Wanted, text: str) -> None:
    """The facts of a text are the same as when every line of it is watched."""
    assert facts(text, wanted) == facts(text + FOREIGN, wanted)


@pytest.mark.parametrize("wanted", REQUESTS.values(), ids=REQUESTS)
def test_nothing_is_lost_in_real_code(wanted: Wanted) -> None:
    """Modules of the standard library have the same facts as when every line is watched."""
    library = Path(sysconfig.get_path("stdlib"))
    texts = [path.read_text(encoding="utf-8") for path in sorted(library.glob("[a-d]*.py"))]

    found = [facts(text, wanted) for text in texts]

    assert len(found) > 20
    assert any(facts != SourceFacts() for facts in found)
    assert found == [facts(text + FOREIGN, wanted) for text in texts]


def test_a_word_is_watched_wherever_it_stands_whole() -> None:
    """A word that is part of another one does not count; an operator counts anywhere."""
    lines = WatchedLines("now\nknow\nx.now()\nnow_\ny:=1\n(nowa, now)\n", ["now"], [":="])

    assert [line for line in range(1, 7) if lines.used(line, line)] == [1, 3, 6]
    assert [line for line in range(1, 7) if lines.read(line, None)] == [1, 3, 5, 6]
    assert lines.used(4, 6)
    assert not lines.used(4, 5)


def test_an_alias_of_a_watched_name_is_watched_too() -> None:
    """An alias is watched from its binding on; a name outside ASCII makes every line count."""
    lines = WatchedLines("a\nb\nc\n", ["a"], [])
    lines.watch("c")
    assert [line for line in (1, 2, 3) if lines.used(line, line) and lines.read(line, line)] == [1, 3]

    lines.watch("é")
    assert lines.used(2, 2)
