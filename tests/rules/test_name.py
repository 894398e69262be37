"""What modules may be called."""

import pytest

from import_conformance.model.finding import Finding, Kind
from import_conformance.model.topology import Severity
from import_conformance.rules.name import judge
from tests.support.building import brief, case

LAW = """\
layers:
  engines: {modules: app.engines}
names:
  engine: {in: engines, allow: ["*_engine", base], deny: ["*_driver_*", "?_engine"], because: one can see}
"""
PACKAGE = "app/engines/"


def found(*paths: str, law: str = LAW) -> list[str]:
    """Return the findings for files below app/engines."""
    (judgement,) = judge(case(law, dict.fromkeys((PACKAGE + path for path in paths), "")))
    assert judgement.problems == ()
    return [brief(finding).removeprefix(f"engine {PACKAGE}") for finding in judgement.findings]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("bill.py", "'bill'; engine allows *_engine and base"),
        ("bill_engines.py", "'bill_engines'; engine allows *_engine and base"),
        ("Base.py", "'Base'; engine allows *_engine and base"),
        ("bill_driver_engine.py", "'bill_driver_engine'; engine denies *_driver_*"),
        ("x_engine.py", "'x_engine'; engine denies ?_engine"),
        ("deep/bill.py", "'bill'; engine allows *_engine and base"),
    ],
)
def test_a_name_that_is_denied_or_not_allowed_is_found(path: str, why: str) -> None:
    """The last part of a module's name must match a pattern of `allow` and none of `deny`, which wins."""
    assert found(path) == [f"{path}:1 engines calls a module {why}"]


@pytest.mark.parametrize("path", ["bill_engine.py", "base.py", "deep/bill_engine.py", "driver/bill_engine.py"])
def test_other_names_are_silent(path: str) -> None:
    """Names that `allow` matches, and names of folders, are no breach."""
    assert found(path) == []


def test_a_package_file_is_not_judged_by_its_name() -> None:
    """Neither `__init__.py` nor a folder without one is judged."""
    assert found("__init__.py", "driver/__init__.py", "bill_engine.py") == []


def test_without_allow_everything_else_is_allowed() -> None:
    """A law that only denies is silent about all other names."""
    assert found("bill.py", "x_engine.py", law=LAW.replace('allow: ["*_engine", base], ', "")) == [
        "x_engine.py:1 engines calls a module 'x_engine'; engine denies ?_engine"
    ]


def test_a_finding_is_the_law_applied_to_a_place() -> None:
    """The whole value; what is allowed is the remedy where the law has none of its own."""
    (judgement,) = judge(case(LAW, {"app/engines/bill.py": ""}))

    assert judgement.findings == (
        Finding(
            law="engine",
            rule="name",
            kind=Kind.NAME,
            severity=Severity.LOW,
            law_line=7,
            path="app/engines/bill.py",
            line=1,
            column=1,
            module="app.engines.bill",
            identity="bill",
            message="engines calls a module 'bill'; engine allows *_engine and base",
            layer="engines",
            because="one can see",
            fix="rename it to *_engine or base",
        ),
    )


@pytest.mark.parametrize(("law", "fix"), [("deny: bill", "rename it"), ("deny: bill, fix: ask Ann", "ask Ann")])
def test_a_law_that_only_denies_proposes_no_name(law: str, fix: str) -> None:
    """The remedy is then the law's own, or none in particular."""
    given = case(f"{LAW[: LAW.index('  engine:')]}  engine: {{in: engines, {law}}}\n", {"app/engines/bill.py": ""})

    assert [finding.fix for judgement in judge(given) for finding in judgement.findings] == [fix]


@pytest.mark.parametrize(
    ("scope", "problems"),
    [
        ("[engines, app.gone]", ["7:26: 'app.gone' in names.engine names no module of the code base"]),
        ("app.gone", ["7:16: 'app.gone' in names.engine names no module of the code base"]),
        ("app.bare", ["7:3: names.engine binds no module: its scope has no file but __init__.py"]),
        ("app.bare, optional: true", []),
        ("app.gone, optional: true", []),
    ],
)
def test_a_law_without_files_is_a_problem(scope: str, problems: list[str]) -> None:
    """A scope without a module, or without one that has a name of its own, is reported unless the law is optional."""
    sources = {"app/engines/bill_engine.py": "", "app/bare/__init__.py": ""}
    judged = judge(case(LAW.replace("in: engines", f"in: {scope}"), sources))

    assert [str(p) for j in judged for p in j.problems] == [f"topology.yaml:{problem}" for problem in problems]
