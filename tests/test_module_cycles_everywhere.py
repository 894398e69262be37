"""A cycle between two modules, at every entry point and in every command that deals with cycles."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.history import History
from tests.support.linting import PROJECT, compile_into, lint, plant
from tests.support.tiny import run

LAW = """\
topology: 1
name: Shop
source: {roots: [src], packages: [app], baseline: known.json}
acyclic:
  files: {over: module, kinds: [runtime], because: each can be read alone}
"""
TREE = {
    "src/app/__init__.py": "",
    "src/app/a.py": "import app.b\n",
    "src/app/b.py": "X = 1\nfrom app import a\n",
    "topology.yaml": LAW,
}
OPEN = {"src/app/b.py": "X = 1\ndef f():\n    from app import a\n"}
PLACE = "app/b.py:2:1"
MESSAGE = "app.b imports app.a and so closes the cycle app.b -> app.a -> app.b"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two modules that import each other at import time."""
    plant(tmp_path, TREE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def suite() -> tuple[int, str]:
    """Return exit code and output of the pytest suite."""
    command = [sys.executable, "-m", "pytest", "--pyargs", "import_conformance.suite", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stdout


def test_all_three_entry_points_fail_and_pass_together(tree: Path) -> None:
    """All fail at the statement to cut, and pass once it is lazy, which this law does not count."""
    compile_into(tree)
    checked = run("check")
    assert (checked.exit_code, f"src/{PLACE}: {MESSAGE}" in checked.stdout) == (1, True)
    for code, said in (suite(), lint(tree)):
        assert (code, PLACE in said or "app/b.py:2" in said, MESSAGE in said) == (1, True, True), said

    plant(tree, OPEN)

    assert run("check").exit_code == suite()[0] == lint(tree)[0] == 0


@pytest.mark.usefixtures("tree")
def test_machines_get_the_other_statements_of_the_cycle() -> None:
    """SARIF has their places, and JSON the modules of the cycle and the edge to cut."""
    (finding,) = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert (finding["line"], finding["column"], finding["circle"], finding["arc"]) == (
        *(2, 1),
        *(["app.a", "app.b"], ["app.b", "app.a"]),
    )

    (result,) = json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["results"]
    related = [each["physicalLocation"]["artifactLocation"]["uri"] for each in result["relatedLocations"]]
    assert related == ["src/app/a.py"] * 2


def test_known_debt_stays_known_when_lines_move(tree: Path) -> None:
    """The baseline identifies the statement by file and imported module, not by line."""
    assert run("baseline", "update", "--allow-new", "--reason", "ticket 12").exit_code == 0
    known = (tree / "known.json").read_text()
    assert run("check").exit_code == 0

    plant(tree, {"src/app/b.py": "# one\n# two\nimport app.a\n", "src/app/a.py": "\n\nfrom app import b\n"})

    assert run("check").exit_code == 0
    assert run("baseline", "update").exit_code == 0
    assert (tree / "known.json").read_text() == known


@pytest.mark.usefixtures("tree")
def test_explain_where_plan_and_what_if_know_the_cycle() -> None:
    """They answer what the law says, whom it binds, what opens the cycle, and that dropping the edge does."""
    assert "close no cycle of imports between one module and another" in run("explain", "files").stdout
    assert "files" in run("where", "app.a").stdout
    plan = run("plan", "files").stdout
    assert "app/b.py:2" in plan
    assert "app/a.py:1" not in plan.partition("cut")[2]
    assert "files" in run("what-if", "drop", "app.b", "app.a").stdout


def test_prove_plants_a_cycle(tree: Path) -> None:
    """In code without a cycle `prove` plants one."""
    plant(tree, OPEN)

    result = run("prove")

    assert (result.exit_code, "+ import app.a in app/b.py" in result.stdout) == (0, True), result.stdout


def test_diff_and_report_show_the_cycle(tree: Path) -> None:
    """`diff` lists it as introduced, and `report` among the cycles."""
    plant(tree, OPEN)
    History(tree, {})
    plant(tree, TREE)

    assert MESSAGE in run("diff", "HEAD").stdout
    report = run("report").stdout
    assert "app.b" in report
    assert "app/b.py:2" in report


@pytest.mark.usefixtures("tree")
def test_the_schema_describes_the_value_module() -> None:
    """The schema describes `module` with the key `over`."""
    assert "`module` (file by file)" in run("schema").stdout
