"""The commands that write the baseline and the contracts, on a tiny application."""

import json
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import ANSWER, TOPOLOGY, UPWARD, repair, run, said


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "CONFORMANCE_DEBUG"):
        monkeypatch.delenv(variable, raising=False)


def test_the_baseline_grows_only_with_a_reason_and_shrinks_when_debt_is_paid() -> None:
    """`update` refuses growth without a reason, `check` uses the result, and paid debt is found and removed."""
    assert said(run("baseline", "update")) == (
        1,
        UPWARD,
        "known.json is left as it was: it would grow by 1 finding. Fix them, or say --allow-new --reason TEXT.\n",
    )
    assert not Path("known.json").exists()

    grown = run("baseline", "update", "--allow-new", "--reason", "until May")

    assert said(grown) == (0, "", "known.json: 0 known findings before, 1 now.\n")
    assert said(run("baseline", "show")) == (0, "     1  low-to-top  until May\n1 known finding in known.json\n", "")
    assert run("check", "--quiet").stdout == "CONFORMS: 4 laws applied to 4 files, no new finding; 1 known one left.\n"
    assert run("check", "--quiet", "--no-baseline").stdout == ANSWER

    repair()

    assert said(run("check", "--quiet")) == (
        1,
        "OUT OF DATE: no new finding, and 1 known one fixed that the baseline still lists.\n",
        "",
    )
    assert said(run("baseline", "prune")) == (0, "", "known.json: 1 known finding before, 0 now.\n")
    assert run("check").exit_code == 0


def test_pruning_keeps_new_findings_new_and_unread_debt_known() -> None:
    """`prune` never adds entries, and keeps those of files that cannot be read."""
    run("baseline", "update", "--allow-new", "--reason", "old")
    Path("src/app/top.py").write_text("import app.low\nimport app.nowhere\n")
    Path("src/app/low.py").write_text("import app.top\ndef\n")

    assert said(run("baseline", "prune")) == (
        0,
        "",
        "known.json: 1 known finding before, 1 now.\n"
        "1 entry kept although not found, for their files cannot be read.\n",
    )


def test_a_baseline_needs_a_name() -> None:
    """Without a baseline in topology or options, the baseline commands say where to name one."""
    Path("topology.yaml").write_text(TOPOLOGY.replace(", baseline: known.json", ""))

    assert said(run("baseline", "prune")) == (
        2,
        "",
        "Error: topology.yaml names no baseline: add `baseline: FILE` to its `source`, or say --baseline FILE\n",
    )
    shown = run("check").stdout
    assert "known debt, add `baseline: topology.baseline.json` to `source` in topology.yaml, then:\n" in shown
    assert shown.endswith("conformance baseline update --allow-new --reason TEXT\n")


def test_compiled_contracts_are_written_and_compared() -> None:
    """`--check` fails with a diff for an outdated file, and writes nothing."""
    stale = run("compile", "--check")

    assert stale.exit_code == 1
    assert stale.stdout.startswith("--- .importlinter\n+++ compiled from topology.yaml\n@@ ")
    assert stale.stderr == ".importlinter is out of date; run `conformance compile` and commit it.\n"
    assert not Path(".importlinter").exists()
    assert said(run("compile")) == (0, "", ".importlinter is written; `lint-imports` now judges by it.\n")
    assert said(run("compile", "--check")) == (0, "", ".importlinter is up to date.\n")


def test_show_prints_the_trend_and_the_changed_laws() -> None:
    """Debt that fell because the law was loosened is distinguished from debt that was paid."""
    run("baseline", "update", "--allow-new", "--reason", "until May")
    repair()
    run("baseline", "prune")
    Path("topology.yaml").write_text(TOPOLOGY.replace("allow: [top -> low]", "allow: [low -> top]"), encoding="utf-8")

    assert run("baseline", "show").stdout == (
        "0 known findings in known.json\n"
        "trend: 1 -> 0\n"
        "laws added since it was written: low-to-top\n"
        "laws removed since it was written: top-to-low\n"
    )


def test_a_package_that_shadows_ours_is_reported_before_lint_imports_fails() -> None:
    """`compile` refuses, and `check` and `doctor` name the file that `lint-imports` would load in our place."""
    repair()
    run("compile")
    Path("import_conformance").mkdir()

    assert run("check").exit_code == 0

    Path("import_conformance/__init__.py").touch()
    sentence = (
        "import_conformance/__init__.py makes a package of that folder, which hides the installed one: delete it, or "
        "rename the folder\n"
    )

    assert said(run("compile")) == (2, "", f"Error: {sentence}")
    assert said(run("check", "--quiet")) == (1, "DIVERGES: 1 new finding under 1 law, high.\n", "")
    place = "import_conformance/__init__.py:1: lint-imports loads this file in the place of the installed package"
    assert f"{place} import_conformance" in run("doctor").stdout


@pytest.mark.parametrize("contracts", ["", "[importlinter]\nroot_package = app\n"])
def test_code_without_contracts_of_ours_may_have_a_package_of_our_name(contracts: str) -> None:
    """A project that runs `check` alone gets no message about `lint-imports`."""
    repair()
    if contracts:
        Path(".importlinter").write_text(contracts)
    Path("import_conformance").mkdir()
    Path("import_conformance/__init__.py").touch()

    assert said(run("check")) == (0, tiny.CONFORMS, "")


def test_the_suggested_next_step_without_a_baseline_leads_to_current_contracts() -> None:
    """After the command that `check` suggests, `check` finds the contracts current."""
    Path("topology.yaml").write_text(TOPOLOGY.replace(", baseline: known.json", ""))
    repair()
    suggested = run("check").stdout.rpartition("conformance ")[2].split()

    assert suggested == ["compile"]
    assert run(*suggested).exit_code == 0
    assert run("check").exit_code == 0


def test_outdated_contracts_exit_with_1() -> None:
    """The answer, the next step and each format explain why the exit code is 1 without a new finding."""
    repair()
    run("compile")
    assert run("check", "-q").stdout.startswith("CONFORMS")
    law = Path("topology.yaml").read_text().replace("allow: [top -> low]", "allow: [top -> low, low -> low]")
    Path("topology.yaml").write_text(law)
    due = ".importlinter is not what the topology compiles to, so lint-imports and pytest are red"
    result = run("check")

    assert result.exit_code == 1
    assert result.stdout.endswith(f"OUT OF DATE: no new finding, but {due}.\nnext: conformance compile\n")
    assert json.loads(run("check", "--format", "json").stdout)["contracts_due"] == due
    assert f"::error title=contracts::{due}: run `conformance compile`\n" in run("check", "--format", "github").stdout
    assert run("check", "--format", "github-summary").stdout.startswith("## Architecture: out of date\n")


def test_a_missing_package_is_reported_once_where_it_is_named() -> None:
    """The existing folder is suggested, and what is missing only because of it is not reported."""
    Path("src/app").rename("src/appp")

    code, out, _ = said(run("check"))

    assert (code, out.count("topology.yaml:3:")) == (1, 1)
    assert "topology.yaml:3:35: there is no package 'app' in src; did you mean 'appp'?\n" in out
    Path("src/appp").rename("src/shop")
    assert "there is no package 'app' in src; there is shop\n" in run("check").stdout


def test_patterns_outside_the_packages_are_a_mistake_of_the_text() -> None:
    """A topology whose layers lie in no package of it is refused on every tree."""
    Path("topology.yaml").write_text(TOPOLOGY.replace("packages: [app]", "packages: [appp]"))
    codes = [run("check").exit_code]
    Path("src/app").rename("src/appp")

    assert [*codes, run("check").exit_code] == [2, 2]
