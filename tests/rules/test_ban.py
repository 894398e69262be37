"""Banned calls."""

from dataclasses import replace

import pytest

from import_conformance.model.finding import Confidence, Finding, Kind
from import_conformance.model.topology import Severity
from import_conformance.rules.ban import judge
from import_conformance.rules.shared.base import Case
from tests.support.building import brief, case

LAW = """\
layers:
  core: {modules: app.core}
  clock: {modules: app.clock}
ban:
  naive: {calls: [datetime.datetime.utcnow, datetime.datetime.now()], except: clock}
  commits: {methods: [commit], except: clock}
"""
CORE = "app/core.py"


def found(text: str, **others: str) -> list[str]:
    """The findings when app.core has this text, and other modules of the package have theirs."""
    sources = {CORE: text, "app/clock.py": ""} | {f"app/{name}.py": other for name, other in others.items()}
    return [brief(finding) for judgement in judge(case(LAW, sources)) for finding in judgement.findings]


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime as dt; dt.utcnow()",
        "import datetime as d; d.datetime.utcnow()",
        "import datetime; datetime.datetime.utcnow()",
        "from datetime import *; datetime.utcnow()",
    ],
)
def test_a_call_is_known_by_what_it_calls(text: str) -> None:
    """Whatever the import calls it, the banned function is found."""
    assert found(text) == [f"naive {CORE}:1 core calls datetime.datetime.utcnow(); naive bans it"]


def test_a_reference_without_a_call_is_found_too() -> None:
    """A banned function that is passed on, and not called here, is found too."""
    text = "from datetime import datetime\nclass Row:\n    at = Column(default_factory=datetime.now)\n"

    assert found(text) == [f"naive {CORE}:3 core refers to datetime.datetime.now; naive bans it"]


@pytest.mark.parametrize(
    ("call", "number"),
    [("now()", 1), ("now(UTC)", 0), ("now(tz=UTC)", 0), ("now(*zone)", 0), ("now(**zone)", 0), ("utcnow(UTC)", 1)],
)
def test_a_ban_may_be_on_calls_without_arguments(call: str, number: int) -> None:
    """With () behind its name only calls that pass nothing are banned, without them all."""
    assert len(found(f"from datetime import UTC, datetime\ndef f(zone):\n    datetime.{call}\n")) == number


@pytest.mark.parametrize(
    "text",
    [
        '"""Never call datetime.datetime.utcnow()."""',
        "# datetime.datetime.utcnow()",
        "class datetime:\n    def utcnow(self): ...\ndatetime.utcnow()",
        "from app.clock import datetime; datetime.utcnow()",
        "from datetime import datetime; datetime.today()",
        "import datetime; datetime.utcnow()",
        "def utcnow(): ...\nutcnow()",
    ],
)
def test_what_only_looks_like_the_call_is_silent(text: str) -> None:
    """Text, a class of one's own, another module's name and another function are no breach."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("passing_on", "use"),
    [
        ("from datetime import datetime", "from app.other import datetime; datetime.utcnow()"),
        ("from datetime import *", "from .other import datetime; datetime.utcnow()"),
        ("import datetime", "import app.other; app.other.datetime.datetime.utcnow()"),
        ("from app.deep import datetime", "from app.other import *; datetime.utcnow()"),
        ("from . import datetime", "from app.other import datetime; datetime.utcnow()"),
    ],
)
def test_a_name_that_another_module_passes_on_is_followed(passing_on: str, use: str) -> None:
    """A module of the code base that only imports the function does not hide it."""
    away = "from datetime import datetime"
    findings = found(use, other=passing_on, deep=away, __init__=away)

    assert findings == [f"naive {CORE}:1 core calls datetime.datetime.utcnow(); naive bans it"]


@pytest.mark.parametrize("other", ["import os", "from datetime import date", "import datetimes as datetime", ""])
def test_what_a_module_has_of_its_own_is_not_passed_on(other: str) -> None:
    """Only an import of that very name leads on to where it comes from."""
    clock = f"{other}\nclass datetime:\n    class datetime: ...\n"

    assert found("import app.clock; app.clock.datetime.datetime.utcnow()", clock=clock) == []
    assert found("from app.clock import datetime; datetime.utcnow()", clock=clock) == []


def test_modules_that_re_export_a_name_from_each_other_are_followed_once() -> None:
    """A cycle of re-exports ends the search without a finding."""
    others = {"other": "from app.deep import *", "deep": "from app.other import *"}

    assert found("from app.other import utcnow; utcnow()", **others) == []


def test_the_exempt_may_call_it() -> None:
    """`except` takes modules out of the ban."""
    assert found("", clock="from datetime import datetime\ndatetime.utcnow()\nsession.commit()") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("def f(session): session.commit()", "session.commit() in f()"),
        ("class A:\n    def f(self): self.session.commit()", "self.session.commit() in A.f()"),
        ("from app.clock import session\nsession.commit()", "app.clock.session.commit()"),
        ("make().commit()", "(...).commit()"),
    ],
)
def test_a_method_is_known_by_its_name_alone(text: str, name: str) -> None:
    """Whatever object it is called on, a method of that name is likely the one that is meant."""
    _, judgement = judge(case(LAW, {CORE: text, "app/clock.py": ""}))

    assert [(finding.message, finding.confidence) for finding in judgement.findings] == [
        (f"core calls {name}; commits bans it", Confidence.LIKELY)
    ]


def test_a_name_from_a_star_import_is_likely() -> None:
    """It is unknown from which of several star imports a name comes."""
    sources = {CORE: "from os import *\nfrom datetime import *\ndatetime.utcnow()", "app/clock.py": ""}
    (finding,) = next(judge(case(LAW, sources))).findings

    assert (finding.line, finding.confidence) == (3, Confidence.LIKELY)


@pytest.mark.parametrize("text", ["class A:\n    def commit(self): ...", "commit()", "x.commits()", "x = a.commit"])
def test_a_method_that_is_not_called_is_silent(text: str) -> None:
    """To define it, to call a function or another method, and to mention it is no breach."""
    assert found(text) == []


def test_each_ban_reports_its_own_breaches_only() -> None:
    """What one ban has read of a file is no breach of another: neither its methods nor names that are not called."""
    law = LAW.replace("naive: {", "rollbacks: {methods: [rollback], calls: [app.clock.commit]}\n  naive: {")
    text = "from app.clock import session, rollback\nx = session.commit\ny.rollback()\nrollback()"
    judged = judge(case(law, {CORE: text, "app/clock.py": ""}))

    assert [brief(finding) for judgement in judged for finding in judgement.findings] == [
        f"rollbacks {CORE}:3 core calls y.rollback(); rollbacks bans it"
    ]


def test_a_finding_is_the_law_applied_to_a_place() -> None:
    """The whole value, with the law's own words."""
    law = LAW.replace("except: clock}", "severity: low, because: no zone, fix: repair it}", 1)
    text = "from datetime import datetime\ndef f():\n    return [datetime.now()]\n"
    (finding,) = next(judge(case(law, {CORE: text, "app/clock.py": ""}))).findings

    assert finding == Finding(
        law="naive",
        rule="ban",
        kind=Kind.CALL,
        severity=Severity.LOW,
        law_line=8,
        path=CORE,
        line=3,
        column=13,
        module="app.core",
        identity="datetime.datetime.now",
        message="core calls datetime.datetime.now() in f(); naive bans it",
        layer="core",
        because="no zone",
        fix="repair it",
        details={"call": "datetime.datetime.now", "called": True, "function": "f", "use": ""},
    )


@pytest.mark.parametrize(
    ("use", "fix"),
    [
        ("use: app.clock.Clock.now", "call now() of app.clock.Clock instead"),
        ("use: next", "call next() instead"),
        ("severity: low", "leave it to who may call it"),
    ],
)
def test_the_fix_is_what_to_call_instead(use: str, fix: str) -> None:
    """`use` becomes the remedy where the law has none of its own."""
    given = case(LAW.replace("except: clock}", f"{use}}}", 1), {CORE: "import datetime\ndatetime.datetime.now()"})

    assert [finding.fix for finding in next(judge(given)).findings] == [fix]


def problems(ban: str) -> list[str]:
    """Return the problems of a ban on line 8."""
    given = case(f"{LAW[: LAW.index('  naive')]}  b: {{{ban}}}\n", {CORE: "import attr", "app/clock.py": ""})
    return [str(problem).removeprefix("topology.yaml:") for j in judge(given) for problem in j.problems]


@pytest.mark.parametrize(
    ("ban", "problem"),
    [
        ("methods: x, in: app.gone", "8:23: 'app.gone' in ban.b names no module of the code base"),
        ("methods: x, except: app.gone", "8:27: 'app.gone' in ban.b names no module of the code base"),
        ("calls: [attr.x, atr.x]", "8:23: 'atr.x' in ban.b is of a package that is imported nowhere; is it misspelt?"),
        ("calls: app.clok.now", "8:14: 'app.clok.now' in ban.b is in no module of the code base; is it misspelt?"),
        (
            "calls: app.clock.A.b.c",
            "8:14: 'app.clock.A.b.c' in ban.b is in no module of the code base; is it misspelt?",
        ),
        ("methods: x, use: app.clok.now", "8:3: ban.b says to use app.clok.now, but there is no module app.clok"),
        (
            "methods: x, in: core, except: core",
            "8:3: ban.b binds no module: 'except' takes out every module of its scope",
        ),
    ],
)
def test_a_ban_that_cannot_fail_is_a_problem(ban: str, problem: str) -> None:
    """Scopes without modules and calls that do not exist are reported, unless the law is optional."""
    assert problems(ban) == [problem]
    assert problems(f"{ban}, optional: true, because: later") == []


@pytest.mark.parametrize("call", ["app.clock.now", "app.clock.Clock.now", "sys.exit", "attr.s"])
def test_a_ban_on_something_that_may_exist_is_no_problem(call: str) -> None:
    """Functions and methods of modules that exist, of imported packages and of the standard library can be banned."""
    assert problems(f"calls: {call}, use: {call}") == []
    assert problems("methods: x, use: elsewhere.f") == []


@pytest.mark.parametrize(
    "text",
    [
        "from app import facade\nfacade.x.clock.read()",
        "from app.facade import near\nnear.read()",
        "from app.facade import x\nx.clock.read()",
    ],
)
def test_a_banned_function_of_the_code_base_is_known_through_others(text: str) -> None:
    """A module that imports the home of the function passes it on, whichever way it imports it."""
    law = LAW.partition("ban:")[0] + "ban:\n  read: {calls: [x.clock.read], in: core}\n"
    others = {"app/facade.py": "import x.clock\nfrom . import near\n", "app/near.py": "from x.clock import read\n"}
    (judgement,) = judge(case(law, {CORE: text, "app/clock.py": "", **others}))

    assert [finding.identity for finding in judgement.findings] == ["x.clock.read"]


def test_a_function_deep_in_a_known_package_is_not_misspelt() -> None:
    """It is enough that its top package is of Python, or imported anywhere under any of its names."""
    law = LAW.partition("ban:")[0] + "ban:\n  deep: {calls: [os.path.join, yaml.nodes.load]}\n"
    (judgement,) = judge(case(law, {CORE: "import yaml.reader", "app/clock.py": ""}))

    assert judgement.problems == ()


def test_a_package_below_another_is_part_of_the_code_base() -> None:
    """Where a source package has a dotted name, what lies beside it is inside too."""
    law = LAW.partition("ban:")[0] + "ban:\n  gone: {calls: [app.gone.f]}\n"
    given = case(law, {CORE: "", "app/clock.py": ""})
    source = replace(given.topology.source, packages=("app.inner",))
    (judgement,) = judge(Case(replace(given.topology, source=source), given.codebase))

    assert [problem.sentence for problem in judgement.problems] == [
        "'app.gone.f' in ban.gone is in no module of the code base; is it misspelt?"
    ]


def test_a_built_in_function_is_known_without_an_import() -> None:
    """The law names it by its module; a function of the same name is another one."""
    law = LAW.replace("datetime.datetime.utcnow, datetime.datetime.now()", "builtins.exec, builtins.print()")
    text = "exec('x')\nprint('x')\nprint()\nimport builtins\nbuiltins.exec('x')\ndef f(exec):\n    exec('x')\n"
    findings = [
        finding for judgement in judge(case(law, {CORE: text, "app/clock.py": ""})) for finding in judgement.findings
    ]

    assert [(finding.line, finding.identity) for finding in findings] == [
        (1, "builtins.exec"),
        (3, "builtins.print"),
        (5, "builtins.exec"),
    ]
