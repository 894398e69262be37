"""What modules may be called."""

import pytest

from conformance.rules.name import judge
from tests.building import brief, case

LAW = """\
layers:
  engines: {modules: app.engines}
names:
  engine: {in: engines, allow: ["*_engine", base], deny: ["*_driver_*", "?_engine"], because: one can tell}
"""
PACKAGE = "app/engines/"


def found(*paths: str, law: str = LAW) -> list[str]:
    """The findings for files below app/engines."""
    (judgement,) = judge(case(law, dict.fromkeys((PACKAGE + path for path in paths), "")))
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
    """The names of folders are asked of nobody."""
    assert found(path) == []


def test_a_package_bears_the_name_of_its_folder() -> None:
    """`__init__.py` is not asked, and neither is a folder without one."""
    assert found("__init__.py", "driver/__init__.py", "bill_engine.py") == []


def test_without_allow_everything_else_is_allowed() -> None:
    """A law that only denies is silent about all other names."""
    assert found("bill.py", "x_engine.py", law=LAW.replace('allow: ["*_engine", base], ', "")) == [
        "x_engine.py:1 engines calls a module 'x_engine'; engine denies ?_engine"
    ]


@pytest.mark.parametrize(
    ("law", "fix"), [(LAW, "rename it to *_engine or base"), (LAW.replace("allow: [", "deny: [bill, ", 1), "rename it")]
)
def test_the_fix_is_a_name_that_would_do(law: str, fix: str) -> None:
    """What is allowed is the remedy; a law that only denies knows none."""
    law = law.replace('deny: ["*_driver_*", "?_engine"], ', "")
    (judgement,) = judge(case(law, {"app/engines/bill.py": ""}))

    assert [(finding.identity, finding.fix, finding.because) for finding in judgement.findings] == [
        ("bill", fix, "one can tell")
    ]


@pytest.mark.parametrize(
    ("scope", "problems"),
    [
        ("[engines, app.gone]", ["7:26: 'app.gone' in names.engine names no module of the code base"]),
        ("app.gone", ["7:16: 'app.gone' in names.engine names no module of the code base"]),
        ("app.bare", ["7:3: names.engine binds nobody: its scope has no file but __init__.py"]),
        ("app.bare, optional: true", []),
        ("app.gone, optional: true", []),
    ],
)
def test_a_law_without_files_is_a_problem(scope: str, problems: list[str]) -> None:
    """A scope that has no module, or none with a name of its own, is told, unless the law says that this is meant."""
    sources = {"app/engines/bill_engine.py": "", "app/bare/__init__.py": ""}
    judged = judge(case(LAW.replace("in: engines", f"in: {scope}"), sources))

    assert [str(p) for j in judged for p in j.problems] == [f"topology.yaml:{problem}" for problem in problems]
