"""A limit at every entry point, and in every answer about it."""

import json
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import python, run, said

LIMIT = "limit:\n  hubs: {in: app, importers: 1, because: what all import nobody can change}\n"
HUB = "src/app/low.py"
FOUND = f"{HUB}:1:1: app.low is imported by 2 modules; hubs allows 1"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An application in which two modules import a third, and a limit of one."""
    tiny.build(tmp_path)
    (tmp_path / HUB).write_text("")
    with (tmp_path / "topology.yaml").open("a") as file:
        file.write(LIMIT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_each_entry_point_is_red_and_names_law_and_place() -> None:
    """The command, pytest and lint-imports."""
    assert run("compile").exit_code == 0
    check = run("check")
    tests = python("-m", "pytest", "--pyargs", "import_conformance.suite", "-q", "-p", "no:cacheprovider")
    contracts = python("-c", "from importlinter.cli import lint_imports_command as main; main()")

    assert (check.exit_code, FOUND in check.stdout) == (1, True)
    assert (tests.returncode, "test_convention[hubs]" in tests.stdout) == (1, True)
    assert (contracts.returncode, "hubs: at most 1 importer BROKEN" in contracts.stdout) == (1, True), contracts.stdout


def test_a_known_breach_stays_known_while_its_number_grows(here: Path) -> None:
    """The baseline recognises a module and what is counted, not the count."""
    run("baseline", "update", "--allow-new", "--reason", "x")
    (here / "src/app/more.py").write_text("import app.low\n")

    assert run("check").exit_code == 0


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("explain hubs", "says: each module of app may have at most 1 importer\n"),
        ("explain limit", "Limit: how much may meet in one module\n"),
        ("where app.low", "hubs: may have at most 1 importer\n"),
        ("plan", "decide about src/app/low.py (hubs): split it by what belongs together"),
        ("report", "### 4.1 Modules over a limit (1 file)\n"),
        ("prove hubs", "1/1 laws can fail"),
        ("check --format github", "::warning file=src/app/low.py,line=1,"),
    ],
)
def test_each_command_knows_the_limit(words: str, expected: str) -> None:
    """It explains, places, plans, reviews, proves and annotates it."""
    result = run(*words.split())

    assert (result.exit_code in (0, 1), expected in result.stdout) == (True, True), result.output


@pytest.mark.usefixtures("here")
def test_the_verdict_counts() -> None:
    """The details say what was counted, how much there is and how much there may be."""
    (finding,) = json.loads(said(run("check", "--format", "json"))[1])["findings"]

    assert (finding["kind"], finding["measure"], finding["count"], finding["limit"]) == ("limit", "importers", 2, 1)
