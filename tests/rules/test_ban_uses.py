"""What breaks a ban: a call, and what is handed on so that it can be called; not what only names it as a type."""

import pytest

from import_conformance.rules.ban import judge
from tests.support.building import case

LAW = """\
ban:
  own-sessions: {calls: [requests.Session, threading.Thread()]}
  naive: {calls: [datetime.datetime.utcnow, datetime.datetime.now()]}
  commits: {methods: [commit]}
"""
IMPORTS = (
    "import functools, typing, requests; from threading import Thread; from datetime import UTC, datetime; "
    "from functools import partial; from requests import Session; from typing import TYPE_CHECKING, cast\n"
)


def found(text: str, law: str = LAW, **others: str) -> list[str]:
    """Line and name of each finding when app.core has this text behind its imports, which are line 0."""
    sources = {"app/core.py": IMPORTS + text} | {f"app/{name}.py": other for name, other in others.items()}
    findings = [finding for judgement in judge(case(law, sources)) for finding in judgement.findings]
    return [f"{each.line - 1} {each.identity}" for each in sorted(findings, key=lambda each: each.order)]


@pytest.mark.parametrize(
    "text",
    [
        "x: Session",
        "x: 'Session' = None",
        "x: list[Session] | None = None",
        "def f(a: Session, *b: Session, c: requests.Session = None) -> Session: ...",
        "def f() -> dict[str, typing.Annotated[Session, 'x']]: ...",
        "x: typing.TypeAlias = Session",
        "x = typing.Optional[requests.Session]",
        "x = list[Session]",
        "x = Session | Thread",
        "x = cast(Session, make())",
        "x = typing.cast('list[Session]', make())",
        "T = typing.TypeVar('T', bound=requests.Session)",
        "N = typing.NewType('N', Session)",
        "P = typing.NamedTuple('P', [('s', Session)])",
        "D = typing.TypedDict('D', {'s': requests.Session})",
        "isinstance(x, Session)",
        "isinstance(x, (Session, requests.Session, Thread))",
        "issubclass(x, Session | Thread)",
        "try: ...\nexcept Session: ...",
        "try: ...\nexcept (Session, Thread) as e: ...",
        "import contextlib\nwith contextlib.suppress(Session, Thread): ...",
        "import pytest\nwith pytest.raises(Session): ...",
        "from unittest import mock\nx = mock.Mock(spec=Session)",
        "from unittest.mock import MagicMock, create_autospec\nx = MagicMock(Session), create_autospec(Session)",
        "from unittest.mock import AsyncMock\nx = AsyncMock(spec_set=Session)",
        "class A(Session): ...",
        "class A(typing.Generic[Session], requests.Session): ...",
        "match x:\n case Session(): ...\n case requests.Session(a=1) | [Thread()]: ...",
        "if type(x) is Session or type(x) in (Thread, Session): ...",
        "if TYPE_CHECKING:\n made = Session()\n other = Session",
        "if not TYPE_CHECKING: ...\nelse:\n made = Session()",
        "requests.Session",
        "x = Session.__name__",
        "requests.Session = None",
        "del requests.Session",
    ],
)
def test_a_class_named_as_a_type_is_not_called(text: str) -> None:
    """Annotations, checks of a type, handlers, bases, patterns and code for type checkers make no instance."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Session()",
        "x: Session = Session()",
        "def f(a: Session = Session()): ...",
        "def f(a=Session): ...",
        "f(Session)",
        "import pytest\npytest.raises(ValueError, Session)",
        "from unittest import mock\nx = mock.Mock(side_effect=Session)",
        "f(factory=requests.Session)",
        "x = [Session]",
        "x = {'s': Session}",
        "x = {'s': Session}['s']()",
        "x = (Session, 1)[0]()",
        "x = other or Session",
        "x = Session if a else None",
        "partial(Session)",
        "functools.partial(Session, 1)",
        "@requests.Session\nclass A: ...",
        "class A(metaclass=Session): ...",
        "class A(make(Session)): ...",
        "x: typing.Annotated[object, Depends(Session)]",
        "def f(x: typing.Annotated[object, Depends(Session)]): ...",
        "isinstance(Session(), object)",
        "def f(): return Session",
        "def f(): yield Session",
        "lambda: Session()",
        "raise Session",
        "Session.__call__()",
        "if (s := Session)(): ...",
        "make = Session",
        "make = Session\nmake()\nmake()",
        "class A:\n make = Session\n def f(self): self.make()",
        "make, x = Session, 1\nmake()",
        "def isinstance(*x): ...\nisinstance(1, Session)",
        "cast(object, Session)",
        "for each in [Session]: each()",
    ],
)
def test_what_is_called_or_handed_on_breaks_the_ban(text: str) -> None:
    """Arguments, defaults, decorators, containers, results and names that others can call: one finding for each."""
    assert [each.partition(" ")[2] for each in found(text)] == ["requests.Session"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("now = datetime.utcnow\nnow()\nnow()", [1]),
        ("class A:\n now = datetime.utcnow\n def f(self): return self.now()", [2]),
        ("class A:\n def f(self): self.now = datetime.utcnow\n def g(self): self.now()", [2]),
        ("def f():\n now = datetime.utcnow\n return now()", [3]),
        ("def f():\n now = datetime.utcnow\n def g(): return now()\n return g", [3]),
        ("def f():\n now = datetime.utcnow\n return now", [3]),
        ("def f():\n now = later = datetime.utcnow\n return later()", [3]),
        ("def f():\n now = datetime.utcnow", []),
        ("def f():\n now = datetime.now\n return now(UTC)", []),
        ("def f():\n now = datetime.now\n return now(UTC), now()", [3]),
        ("def f():\n global now\n now = datetime.utcnow\n return now()", [3]),
        ("def f():\n now = datetime.utcnow if a else b\n return now()", [2]),
        ("def f():\n now = datetime.utcnow if a else b\n session.add(Row())\n session.add(now())", [2]),
        ("def f():\n now, x = datetime.utcnow, 1\n return now()", [3]),
        ("def f():\n if (now := datetime.utcnow): return now()", [2]),
        ("time = datetime\ntime.utcnow()\ntime.utcnow()", [2, 3]),
    ],
)
def test_an_alias_is_reported_once(text: str, lines: list[int]) -> None:
    """Where others can reach the name it is found where it is given, in a function where it is called or handed on."""
    assert [int(each.partition(" ")[0]) for each in found(text)] == lines


@pytest.mark.parametrize(
    ("call", "number"),
    [
        ("datetime.now(None)", 1),
        ("datetime.now(tz=None)", 1),
        ("partial(datetime.now)", 1),
        ("functools.partial(datetime.now, None)", 1),
        ("partial(datetime.now, tz=None)", 1),
        ("functools.partialmethod(datetime.now)", 1),
        ("asyncio.to_thread(datetime.now)", 1),
        ("partial(datetime.now, UTC)", 0),
        ("functools.partial(datetime.now, tz=UTC)", 0),
        ("asyncio.to_thread(datetime.now, UTC)", 0),
        ("datetime.now(None, *more)", 0),
        ("Thread(None, None)", 1),
        ("Thread(target=f)", 0),
        ("partial(Thread, target=f)", 0),
        ("partial(datetime.utcnow, UTC)", 1),
    ],
)
def test_none_is_no_argument(call: str, number: int) -> None:
    """A ban on calls without arguments covers those that pass only None, and partial calls likewise."""
    assert len(found(f"import asyncio\nx = {call}")) == number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("loop.run_in_executor(None, session.commit)", "session.commit"),
        ("def f(s):\n c = s.commit\n c()", "s.commit"),
        ("c = s.commit\nc()", "s.commit"),
        ("c = s.commit\nrun(c)", "s.commit"),
        ("if (c := s.commit): c()", "s.commit"),
        ("def f(after=session.commit): ...", "session.commit"),
        ("run(then=self.db.commit)", "self.db.commit"),
        ("run([make().commit])", "(...).commit"),
        ("partial(s.commit)", "s.commit"),
        ("def f(s): return s.commit", "s.commit"),
        ("class A:\n def f(self): self.end = self.db.commit\n def g(self): self.end()", "self.db.commit"),
        ("from app.db import session\nrun(session.commit)", "app.db.session.commit"),
        ("from app.db import session\nend = session.commit\nend()", "app.db.session.commit"),
    ],
)
def test_a_method_that_is_handed_on_counts_as_called(text: str, name: str) -> None:
    """As an argument, a default or a result, and by a name for it that is called later."""
    assert [each.partition(" ")[2] for each in found(text, db="session = 1")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "x = build.commit",
        "x = build.commit[:7]",
        "print(build.commit)",
        "str(build.commit)",
        "f'{build.commit}'",
        "x = 'at ' + build.commit",
        "if build.commit: ...",
        "if build.commit == other.commit: ...",
        "build.commit = 1",
        "for each in build.commit: ...",
        "x = build.commit.sha",
        "run(build.commit.sha)",
    ],
)
def test_an_attribute_of_that_name_is_no_call(text: str) -> None:
    """What is printed, compared, indexed or only kept is a value, not the method to be called."""
    assert found(text) == []


WRAPPED = "ban:\n  no-get: {calls: requests.get, except: app.compat, use: app.compat.get}\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("from .compat import get\nget()", []),
        ("from app import compat\ncompat.get()", []),
        ("import app.compat as c\nc.get()", []),
        ("from app.compat import *\nget()", []),
        ("from app.again import get\nget()", []),
        ("from app.other import get\nget()", [2]),
        ("from requests import get\nget()", [2]),
        ("from app.compat import get\nfrom requests import get as direct\ndirect()\nget()", [3]),
    ],
)
def test_the_substitute_named_by_use_is_no_breach(text: str, lines: list[int]) -> None:
    """A name that comes through the module of `use`, or through an exempt one, is not the banned one."""
    others = {
        "compat": "from requests import get",
        "again": "from app.compat import get",
        "other": "from requests import get",
    }
    assert [int(each.partition(" ")[0]) for each in found(text, WRAPPED, **others)] == lines


def test_an_exempt_module_passes_it_on_without_use() -> None:
    """`except` alone is enough: a module that may call it may offer it under another name."""
    law = WRAPPED.replace(", use: app.compat.get", "")

    assert found("from .compat import get\nget()", law, compat="from requests import get") == []


@pytest.mark.parametrize(
    "text",
    [
        "print(1)",
        "import builtins\nbuiltins.print(1)",
        "__builtins__.print(1)",
        "import builtins\nbuiltins.__dict__['print'](1)",
        "x = [print]",
    ],
)
def test_a_builtin_needs_no_module(text: str) -> None:
    """`print` in `calls` means `builtins.print`, however it is reached."""
    assert [each.partition(" ")[2] for each in found(text, "ban:\n  quiet: {calls: print}\n")] == ["builtins.print"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import importlib\nimportlib.__import__('x')", "builtins.__import__"),
        ("__builtins__.__import__('x')", "builtins.__import__"),
        ("import builtins\nbuiltins.__dict__['__import__']('x')", "builtins.__import__"),
        ("import importlib\nimportlib.__dict__['import_module']('x')", "importlib.import_module"),
        ("import sys\nsys.modules['importlib'].import_module('x')", "importlib.import_module"),
        ("import importlib\nvars(importlib)['import_module']('x')", "importlib.import_module"),
        ("from importlib import __import__ as load\nload('x')", "builtins.__import__"),
    ],
)
def test_other_ways_to_reach_a_banned_function_are_found(text: str, name: str) -> None:
    """The built-in import by its other names, and functions by the dictionary of their module."""
    law = "ban:\n  static: {calls: [__import__, importlib.import_module]}\n"

    assert [each.partition(" ")[2] for each in found(text, law)] == [name]
