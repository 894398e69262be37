"""Uses of imported names, method calls and definitions are read from the syntax tree, by what names stand for."""

import ast
from textwrap import dedent

import pytest

from import_conformance.model.base.facts import Definition, MethodCall, Reference, SourceFacts, Wanted
from import_conformance.reading.source.source_facts import source_of
from import_conformance.reading.text.prefilter import may_name
from import_conformance.reading.text.source_text import parse

CLOCK = Wanted(names=frozenset({"now", "utcnow", "utc_now"}))
COMMIT = Wanted(methods=frozenset({"commit"}))


def source(text: str, wanted: Wanted) -> SourceFacts:
    """Return the facts of a text."""
    tree = parse(text)
    assert isinstance(tree, ast.Module), tree
    return source_of(tree, text, wanted)


def uses(text: str) -> list[str]:
    """Return line and name of each reference to a clock, with its number of arguments where it is called."""
    found = source(dedent(text), CLOCK).references
    return [f"{use.line} {use.name}" + (f"({use.arguments})" if use.called else "") for use in found]


def test_a_reference_has_its_place_and_use() -> None:
    """Place, qualified name, arguments and the enclosing function are recorded."""
    text = "import datetime\nclass C:\n    def f(self, tz):\n        return datetime.datetime.now(tz, fold=1)\n"

    assert source(text, CLOCK).references == (
        Reference(4, 16, "datetime.datetime.now", True, 1, ("fold",), "C.f", True),
    )


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\ndatetime.utcnow()\n",
        "from datetime import datetime as dt\ndt.utcnow()\n",
        "import datetime as d\nd.datetime.utcnow()\n",
        "import datetime\n[datetime.datetime.utcnow() for _ in x]\n",
        "import datetime\ng = lambda: f'{datetime.datetime.utcnow()}'\n",
        "def f():\n return datetime.utcnow()\nfrom datetime import datetime\n",
        "def f():\n from datetime import datetime\n def g(): return datetime.utcnow()\n",
        "try:\n from datetime import datetime\nexcept E: raise\ndatetime.utcnow()\n",
        "class C:\n from datetime import datetime as d\n x = d.utcnow()\n",
        "import datetime\nd = datetime.datetime\nd.utcnow()\n",
        "if (x := 1): from datetime import datetime\nelse: datetime = None\ndatetime.utcnow()\n",
        "from datetime import datetime\nclass C:\n datetime = None\n def f(self): datetime.utcnow()\n",
        "from datetime import datetime\ndatetime.\uff55tcnow()\n",
        "from datetime import datetime\nclass C(\n    B, default=datetime.utcnow()): ...\n",
    ],
)
def test_a_call_is_known_by_any_alias(text: str) -> None:
    """Imports and assignments are followed, wherever they stand."""
    assert [use.partition(" ")[2] for use in uses(text)] == ["datetime.datetime.utcnow(0)"]


@pytest.mark.parametrize(
    "text",
    [
        '"""Never call datetime.utcnow()."""\nfrom datetime import datetime\n# datetime.utcnow()\n',
        "def utcnow(): ...\nutcnow()\n",
        "from datetime import datetime\ndef f(datetime): return datetime.utcnow()\n",
        "from datetime import datetime\ndatetime = Clock()\ndatetime.utcnow()\n",
        "from datetime import datetime\nfor datetime in clocks:\n datetime.utcnow()\n",
        "from datetime import datetime\n[datetime.utcnow() for datetime in clocks]\n",
        "from datetime import datetime\n*datetime, x = clocks\ndatetime.utcnow()\n",
        "if a:\n from datetime import datetime\nelse:\n datetime = b()\n [datetime.utcnow() for _ in c]\n",
        "any((clock := find(x)) for x in y)\nclock.now()\n",
        "import clock\nclock.get().now()\n",
        "def f(self): self.clock.now()\n",
        "for x in y:\n if old: old.now()\n old = x\n",
    ],
    ids=[
        "text",
        "local",
        "parameter",
        "rebound",
        "loop",
        "comprehension",
        "starred",
        "branch",
        "walrus",
        "result",
        "attribute",
        "late",
    ],
)
def test_text_that_only_looks_like_the_clock_is_no_reference(text: str) -> None:
    """Text, local functions and names that stand for something else are not references to an import."""
    assert uses(text) == []


def test_a_function_that_is_passed_on_is_used_uncalled() -> None:
    """A default factory, a partial and an alias use the clock uncalled; an alias counts where it is given."""
    text = """\
        from datetime import datetime
        a = field(default_factory=datetime.utcnow)
        b = functools.partial(datetime.utcnow)
        clock = datetime.now
        clock(*zones)
        """
    utcnow, now = "datetime.datetime.utcnow", "datetime.datetime.now"
    assert uses(text) == [f"2 {utcnow}", f"3 {utcnow}", f"4 {now}"]


def test_a_relative_import_keeps_its_dots() -> None:
    """Facts do not depend on where a file lies, so that the reader of the name has to know."""
    assert uses("from ..general.time import utc_now as u\nu()\n") == ["2 ..general.time.utc_now(0)"]
    assert uses("from . import time\ntime.utc_now()\n") == ["2 .time.utc_now(0)"]


def test_a_name_that_a_star_import_may_bind_is_marked() -> None:
    """A name bound nowhere in the file may come from a star import, a builtin does not."""
    assert uses("from datetime import *\ndatetime.now()\n") == ["2 *.datetime.now(0)"]
    printing = Wanted(names=frozenset({"print"}))
    assert [use.name for use in source("print(1)\n", printing).references] == ["print"]


def test_bindings_of_one_branch_do_not_hold_in_the_other() -> None:
    """In a branch a name is what that branch made it; after the branches it may be either."""
    text = """\
        from c import now
        if fast:
            from x import now
            from a import now
            now()
        else:
            now()
        now()
        """
    assert uses(text) == ["5 a.now(0)", "7 c.now(0)", "8 a.now(0)", "8 c.now(0)"]


def test_method_calls_keep_their_receiver() -> None:
    """A call on an object that is not imported is recorded with the receiver as written."""
    text = "class C:\n def f(self):\n  self.db.commit()\n  make().commit(1)\n  x = self.db.commit\n  y.commits()\n"

    assert source(text, COMMIT).method_calls == (
        MethodCall(3, 3, "commit", "self.db", 0, "C.f"),
        MethodCall(4, 3, "commit", "", 1, "C.f"),
    )


def test_a_method_of_something_imported_is_a_reference() -> None:
    """It is recorded once, as a reference and not as a method call."""
    found = source("from app.db import session\nsession.commit()\n", COMMIT)

    assert found == SourceFacts(references=(Reference(2, 1, "app.db.session.commit", True, 0, (), ""),))
    found = source("from app.db import *\nsession.commit()\n", COMMIT)
    assert found == SourceFacts(method_calls=(MethodCall(2, 1, "commit", "session", 0, ""),))


def test_definitions_are_found_at_any_level() -> None:
    """Nested and conditional definitions count; names that are only imported or local to a function do not."""
    text = """\
        from x import y
        if y:
            def f(): a = 1
        class C:
            size: int
            def m(self):
                def inner(): ...
        a, b = 1, 2
        """
    kinds = [("f", 3, "function"), ("C", 4, "class"), ("C.size", 5, "variable"), ("C.m", 6, "function")]
    kinds += [("C.m.inner", 7, "function"), ("a", 8, "variable"), ("b", 8, "variable")]
    found = source(dedent(text), Wanted(definitions=True)).definitions
    assert [(one.name, one.line, one.kind) for one in found] == kinds
    assert source(dedent(text), Wanted(definitions=frozenset({"m"}))).definitions == (Definition("C.m", 6, "function"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("now()", True), ("know()", False), ("_now", False), ("know; now", True), ("# …é", False), ("n\uff4fw()", True)],
)
def test_the_filter_drops_only_texts_that_cannot_hold_a_name(text: str, expected: bool) -> None:
    """Longer words do not count; letters that Python folds into ASCII ones may spell anything."""
    assert may_name(text, frozenset({"now"})) is expected


@pytest.mark.parametrize(
    "text", ["x" + ".now()" * 1200, "1+" * 2400 + "now()", "f()" + "[0]" * 2400 + ".now()", "x: a" + " | B" * 2400]
)
def test_code_of_any_depth_is_read(text: str) -> None:
    """The walk reads every nesting that the parser reads."""
    assert source(text, CLOCK._replace(orm=True, definitions=True)).writes == ()


def test_requests_for_one_file_are_combined() -> None:
    """Several laws ask for one file's facts once."""
    both = Wanted(names=frozenset({"a"}), definitions=frozenset({"x"})) | Wanted(names=frozenset({"b"}), headers=True)

    assert both == Wanted(names=frozenset({"a", "b"}), definitions=frozenset({"x"}), headers=True)
    assert (both | Wanted(definitions=True)).definitions is True
    assert [Wanted(shape=True).source, both.source] == [False, True]
