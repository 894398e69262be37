"""A law that cannot be applied is a finding in the topology at every entry point, and never known debt."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.linting import PROJECT, compile_into, lint, plant, tolerate
from tests.support.tiny import run

LAW = """\
topology: 1
name: Shop
source: {roots: [src], packages: [app], baseline: known.json}
layers: {domain: {modules: app.domain}, redis: {modules: app.redis}}
forbid:
  pure: {from: domain, to: redis, because: the domain knows no store}
"""
TREE = {"src/app/domain.py": "import redis\n", "src/app/redis.py": "", "topology.yaml": LAW}
MESSAGE = (
    "'redis' in forbid.pure is a layer and may as well be a package from outside: app/domain.py:1 imports it; "
    "write layer:redis or external:redis"
)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree whose topology has a law with two meanings."""
    plant(tmp_path, TREE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("tree")
def test_check_shows_the_fault_at_the_line_of_the_law() -> None:
    """`check` shows it like any finding, at its place in the topology, with exit code 1."""
    result = run("check")

    assert result.exit_code == 1
    assert f"topology.yaml:6:28: {MESSAGE}" in result.stdout


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("github", "file=topology.yaml,line=6,col=28"),
        ("gitlab", '"path": "topology.yaml"'),
        ("sarif", '"uri": "topology.yaml"'),
        ("rdjsonl", '"path": "topology.yaml"'),
        ("github-summary", "topology.yaml"),
    ],
)
@pytest.mark.usefixtures("tree")
def test_machine_formats_show_the_fault_at_the_line_of_the_law(form: str, place: str) -> None:
    """Annotation, code climate issue, SARIF result and diagnostic have the place in the topology."""
    printed = run("check", "--format", form).stdout

    assert place in printed
    assert "external:redis" in printed.replace("%3A", ":").replace("\\:", ":")


@pytest.mark.usefixtures("tree")
def test_json_says_that_the_law_is_at_fault() -> None:
    """JSON has the law's state and fault, and the finding's kind, line and column, without a path of the code."""
    document = json.loads(run("check", "--format", "json").stdout)

    (law,) = (law for law in document["laws"] if law["id"] == "pure")
    assert (law["state"], law["fault"]) == ("at-fault", MESSAGE)
    (finding,) = document["findings"]
    assert (finding["kind"], finding["path"], finding["line"], finding["column"]) == ("at-fault", "", 6, 28)


def test_a_fault_cannot_become_known_debt(tree: Path) -> None:
    """`baseline update` leaves it out, and an entry for it does not hide it."""
    result = run("baseline", "update", "--allow-new", "--reason", "later")

    assert json.loads((tree / "known.json").read_text())["findings"] == []
    assert result.exit_code == 0
    assert "1 finding about a law itself" in result.stderr
    assert run("check").exit_code == 1


def test_lint_imports_breaks_the_contract_of_the_law(tree: Path) -> None:
    """The contract breaks, also where one of import-linter's own would have judged the law."""
    tolerate(tree)
    compile_into(tree)

    code, said = lint(tree)

    assert code == 1
    assert f"topology.yaml:6:28  {MESSAGE}" in said


def test_the_suite_has_a_failing_item_for_the_fault(tree: Path) -> None:
    """The item is named after the law."""
    plant(tree, {"known.json": '{"version": 1, "findings": []}'})
    command = [sys.executable, "-m", "pytest", "--pyargs", "import_conformance.suite", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(PROJECT)}
    )

    assert done.returncode == 1
    assert f"topology.yaml:6:28  {MESSAGE}" in done.stdout


def test_a_declared_dependency_is_enough_for_the_fault(tree: Path) -> None:
    """A declaration in pyproject.toml or requirements.txt counts, however spelt and whether or not it is imported."""
    plant(tree, {"src/app/domain.py": "import app.redis\n", "requirements.txt": "# store\nredis[hiredis]>=5\n"})
    assert "requirements.txt declares it" in run("check").stdout

    plant(tree, {"requirements.txt": "", "pyproject.toml": '[project]\nname = "x"\ndependencies = ["Redis >= 5"]\n'})
    assert "pyproject.toml declares it" in run("check").stdout

    plant(tree, {"pyproject.toml": '[project]\nname = "x"\n'})
    assert "declares it" not in run("check").stdout


@pytest.mark.usefixtures("tree")
def test_a_changed_declaration_invalidates_the_cached_answer(tree: Path) -> None:
    """Declared dependencies are part of what a cached answer depends on."""
    plant(tree, {"src/app/domain.py": "import app.redis\n", "requirements.txt": ""})
    for name in ("topology.yaml", "requirements.txt", "src/app/domain.py", "src/app/redis.py", "src/app", "src"):
        os.utime(tree / name, (1, 1))
    command = [sys.executable, "-m", "import_conformance", "check", "--index"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CACHE_HOME": str(tree / "cache")}

    def said() -> str:
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment).stdout

    assert "declares it" not in said() + said()
    plant(tree, {"requirements.txt": "redis\n"})
    assert "declares it" in said()


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    "command", [("report",), ("report", "--format", "html"), ("plan",), ("explain", "pure"), ("graph",)]
)
def test_commands_that_do_not_judge_still_answer(command: tuple[str, ...]) -> None:
    """None of them fails because of a finding about the topology."""
    assert run(*command).exit_code == 0
