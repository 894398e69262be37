"""Symbols with one home."""

import pytest

from import_conformance.model.finding import Finding, Kind, Related
from import_conformance.model.topology import Severity
from import_conformance.rules.symbols import judge
from tests.support.building import brief, case

LAW = """\
layers:
  core: {modules: app.core}
  time: {modules: app.time}
own:
  clock: {owner: app.time, symbols: [utc_now, _utc_now], because: one clock}
"""
CORE, HOME = "app/core.py", {"app/time/__init__.py": "X = 1\n", "app/time/now.py": "X = 1\n\ndef utc_now(): ...\n"}


def found(text: str) -> list[str]:
    """Return the findings when app.core has this text."""
    (judgement,) = judge(case(LAW, HOME | {CORE: text}))
    return [brief(finding).removeprefix(f"clock {CORE}:") for finding in judgement.findings]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("def utc_now(): ...", "utc_now"),
        ("async def utc_now(): ...", "utc_now"),
        ("class utc_now: ...", "utc_now"),
        ("utc_now = lambda: 1", "utc_now"),
        ("utc_now: object = None", "utc_now"),
        ("utc_now, x = 1, 2", "utc_now"),
        ("utc_now, x = both()", "utc_now"),
        ("[x, *utc_now] = both()", "utc_now"),
        ("x = utc_now = 1", "utc_now"),
        ("for utc_now in (): ...", "utc_now"),
        ("for x, (y, utc_now) in (): ...", "utc_now"),
        ("with x as utc_now: ...", "utc_now"),
        ("(utc_now := 3)", "utc_now"),
        ("if (utc_now := make()): ...", "utc_now"),
        ("[utc_now := x for x in ()]", "utc_now"),
        ("match x:\n case [utc_now]: ...", "utc_now"),
        ("match x:\n case {**utc_now}: ...", "utc_now"),
        ("if x:\n def utc_now(): ...", "utc_now"),
        ("try:\n from app.time import utc_now\nexcept ImportError:\n def utc_now(): ...", "utc_now"),
        ("while x:\n with y:\n  utc_now = 1", "utc_now"),
        ("import clock as utc_now", "utc_now"),
        ("from clock import now as utc_now", "utc_now"),
        ("from app.web import now as utc_now", "utc_now"),
        ("import clock\nutc_now = clock.utc_now", "utc_now"),
        ("def f():\n global utc_now\n utc_now = 1", "utc_now"),
        ("def f():\n global utc_now\n def utc_now(): ...", "utc_now"),
    ],
)
def test_every_definition_of_a_module_outside_the_owner_is_found(text: str, name: str) -> None:
    """What binds the name at the level of the module defines it, also below `if` and `try`, or by another import."""
    line = len(text.splitlines())

    assert found(text) == [f"{line} core defines {name}, which app.time.now owns"]


@pytest.mark.parametrize(
    "text",
    [
        "class A: utc_now = 1",
        "class A:\n def utc_now(self): ...",
        "class A:\n class utc_now: ...",
        "def f(): utc_now = 1; return lambda: utc_now",
        "def f():\n def utc_now(): ...",
        "def f():\n for utc_now in (): ...",
        "if x:\n class A:\n  utc_now: int",
        "[1 for utc_now in ()]",
        "utc_now: object",
        "from app.time.now import utc_now as utc_now",
        "import app.time.now as utc_now",
        "from app.time import now as utc_now",
        "import app.time.now as clock\nutc_now = clock.utc_now",
        "from app import time\n_utc_now = time.now.utc_now",
        "from app.time.now import utc_now\n_utc_now = utc_now",
        "from app.again import utc_now as _utc_now",
        "from .again import utc_now\n_utc_now: object = utc_now",
        "def f():\n global _utc_now\n from app.time.now import utc_now as _utc_now",
    ],
)
def test_another_name_and_the_owners_own_are_silent(text: str) -> None:
    """Methods, fields and local names are other names; an alias of what the owner has is no second definition."""
    (judgement,) = judge(case(LAW, HOME | {CORE: text, "app/again.py": "from app.time.now import utc_now"}))

    assert judgement.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "from app.time.now import utc_now\nutc_now()",
        "from app.time.now import utc_now as _utc_now",
        "def utc_now_or_never(): ...",
        "def f(utc_now): ...",
        "f(utc_now=1)",
        "self.utc_now = 1",
        '"""def utc_now(): ..."""',
    ],
)
def test_what_is_no_definition_is_silent(text: str) -> None:
    """To import the symbol, under any name, and to use its name otherwise is no breach."""
    assert found(text) == []


def test_the_owner_may_define_it_anywhere() -> None:
    """Every module of the owner is its home."""
    (judgement,) = judge(case(LAW, HOME | {CORE: "", "app/time/old.py": "def _utc_now(): ..."}))

    assert judgement.findings == ()


def test_several_modules_may_own_together() -> None:
    """`owner` takes a list: each of its modules may define the symbols, and is named where it does."""
    law = LAW.replace("owner: app.time", "owner: [app.zone, app.time]")
    sources = {CORE: "def utc_now(): ...\ndef _utc_now(): ...", "app/zone.py": "def _utc_now(): ..."}
    (judgement,) = judge(case(law, HOME | sources))

    assert [finding.message for finding in judgement.findings] == [
        "core defines utc_now, which app.time.now owns",
        "core defines _utc_now, which app.zone owns",
    ]


def test_the_finding_leads_to_the_definition_of_the_owner() -> None:
    """The module to import from is the one that defines the symbol, not the first of the owner."""
    (judgement,) = judge(case(LAW, HOME | {CORE: "def utc_now(): ...\ndef _utc_now(): ..."}))
    leads = [(finding.fix, *((r.path, r.line, r.module) for r in finding.related)) for finding in judgement.findings]

    assert leads == [
        ("delete it and import it from app.time.now", ("app/time/now.py", 3, "app.time.now")),
        ("delete it and import it from app.time", ("app/time/__init__.py", 1, "app.time")),
    ]


def test_a_finding_is_the_law_applied_to_a_place() -> None:
    """The whole value, with the law's own words; an owner may be a folder without an `__init__.py`."""
    sources = {
        "app/time/now.py": "class A:\n utc_now = 1\ndef utc_now(): ...",
        CORE: "\nif x:\n def utc_now(): ...",
    }
    (judgement,) = judge(case(LAW.replace("because:", "severity: low, fix: import it, because:"), sources))

    assert judgement.findings == (
        Finding(
            law="clock",
            rule="symbols",
            kind=Kind.SYMBOL,
            severity=Severity.LOW,
            law_line=8,
            path=CORE,
            line=3,
            column=1,
            module="app.core",
            identity="utc_now",
            message="core defines utc_now, which app.time.now owns",
            layer="core",
            because="one clock",
            fix="import it",
            related=(Related("app/time/now.py", 3, "app.time.now", "the owner"),),
            details={"symbol": "utc_now", "owner": "app/time/now.py"},
        ),
    )


def test_an_owner_without_a_file_of_its_own_is_named_by_its_first_module() -> None:
    """What the owner does not define itself is to be imported from a module that there is."""
    (judgement,) = judge(case(LAW, {"app/time/now.py": "def utc_now(): ...", CORE: "def _utc_now(): ..."}))

    assert [(finding.fix, finding.details["owner"]) for finding in judgement.findings] == [
        ("delete it and import it from app.time.now", "app/time/now.py")
    ]


def test_laws_about_whole_modules_are_not_judged_here() -> None:
    """A law of the same section that names no symbols is another rule's."""
    law = LAW.replace("symbols: [utc_now, _utc_now]", "similarity: 0.5")

    assert list(judge(case(law, HOME | {CORE: "def utc_now(): ..."}))) == []


def test_each_law_reports_its_own_symbols_only() -> None:
    """A symbol that one law names is no breach of another."""
    law = LAW.replace("own:", "own:\n  other: {owner: app.core, symbols: [shared]}")
    judged = judge(case(law, HOME | {CORE: "def utc_now(): ...\ndef shared(): ...", "app/web.py": "def shared(): ..."}))

    assert [(j.id, [finding.path for finding in j.findings]) for j in judged] == [
        ("other", ["app/web.py"]),
        ("clock", [CORE]),
    ]


def test_copies_are_looked_for_among_some_modules_only() -> None:
    """`among` narrows where a definition is a breach; the owner's own are read all the same."""
    law = LAW.replace("symbols:", "among: app.web, symbols:")
    sources = {CORE: "def utc_now(): ...", "app/web.py": "def utc_now(): ..."}
    (judgement,) = judge(case(law, HOME | sources))

    assert [finding.path for finding in judgement.findings] == ["app/web.py"]
    assert judgement.problems == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("app.time,", "app.tome,"), "8:18: 'app.tome' in own.clock names no module of the code base"),
        (("symbols:", "among: app.cor, symbols:"), "8:35: 'app.cor' in own.clock names no module of the code base"),
        (
            ("utc_now, _utc_now", "now, noon"),
            "8:3: own.clock: the owner defines none of now and noon, so there is nothing to own",
        ),
        (("symbols:", "among: app.time, symbols:"), "8:3: own.clock leaves no module that could define what it owns"),
    ],
)
def test_a_law_without_anything_to_own_is_a_problem(change: tuple[str, str], problem: str) -> None:
    """Modules and symbols that do not exist are reported, unless the law is optional."""
    sources = HOME | {CORE: ""}
    law = LAW.replace(*change)

    assert [str(p) for j in judge(case(law, sources)) for p in j.problems] == [f"topology.yaml:{problem}"]
    optional = law.replace("because:", "optional: true, because:")
    assert [p for j in judge(case(optional, sources)) for p in j.problems] == []


def test_a_symbol_that_the_owner_does_not_define_leads_to_its_first_file() -> None:
    """Where one of the owned names has no definition at home, its copies lead to line 1 of the owner's first file."""
    sources = {"app/time/b.py": "def utc_now(): ...\n", "app/time/a.py": "", CORE: "def _utc_now(): ...\n"}
    (judgement,) = judge(case(LAW, sources))

    assert [finding.related for finding in judgement.findings] == [
        (Related("app/time/a.py", 1, "app.time.a", "the owner"),)
    ]


def test_an_owner_that_is_not_there_is_not_shown() -> None:
    """An optional law whose owner has no file names it as the law does, and leads nowhere else."""
    law = LAW.replace("because: one clock", "because: one clock, optional: true")
    (judgement,) = judge(case(law, {CORE: "def utc_now(): ...\n"}))

    assert [(finding.related, finding.details["owner"]) for finding in judgement.findings] == [((), "")]
    assert [finding.message for finding in judgement.findings] == ["core defines utc_now, which app.time owns"]
