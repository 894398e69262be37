"""Which topology, code and baseline `lint-imports` uses, and what it reports when its file is out of date."""

import os
from inspect import signature
from pathlib import Path

import pytest
from click.testing import CliRunner
from importlinter.application.use_cases import lint_imports

from import_conformance.cli.main import cli
from tests.support.linting import LAW, PROJECT, SOURCES, UPWARD, conforming, lint, plant

# import-linter accepts several files from 2.17 on.
TAKES_FILES = "config_filenames" in signature(lint_imports).parameters
OTHER = """
[importlinter]
root_package = lib

[importlinter:contract:a-knows-no-b]
name = a knows no b
type = forbidden
source_modules = lib.a
forbidden_modules = lib.b
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A conforming tree, compiled."""
    return conforming(tmp_path)


def test_an_outdated_file_breaks_the_first_contract(tree: Path) -> None:
    """A file that differs from the compiled topology breaks its first contract, with the line and the command."""
    plant(tree, {"topology.yaml": LAW + "forbid: {kit-stays: {from: kit, to: app.low}}\n"})
    code, text = lint(tree)
    assert code == 1
    assert "compile to BROKEN" in text
    assert "is not what the topology compiles to: run `conformance compile`" in text
    assert ".importlinter has:  " in text


def test_a_comment_in_the_topology_does_not_outdate_the_file(tree: Path) -> None:
    """Contracts are compared by content, so lines named in comments may move."""
    plant(tree, {"topology.yaml": "# a remark\n" + LAW})

    assert lint(tree)[0] == 0


def test_an_outdated_file_cannot_be_run_with_chosen_contracts(tree: Path) -> None:
    """`--contract` could leave out the contract that guards the file, so the run stops instead."""
    assert lint(tree, "--contract", "low")[0] == 0
    plant(tree, {"topology.yaml": LAW + "forbid: {kit-stays: {from: kit, to: app.low}}\n"})
    code, text = lint(tree, "--contract", "low")
    assert (code, text) == (
        1,
        ".importlinter is out of date: it is not what the topology compiles to. Run `conformance compile`.\n",
    )


def test_a_missing_package_stops_the_run(tree: Path) -> None:
    """A file that names a missing package stops the run with our sentence before import-linter's own."""
    (tree / "src/app/kit.py").rename(tree / "src/app/low/kit.py")
    plant(tree, {"topology.yaml": LAW.replace("modules: app.kit", "modules: app.low.kit")})
    code, text = lint(tree)
    assert (code, text) == (
        1,
        ".importlinter is out of date: it names app.kit, which does not exist. Run `conformance compile`.\n",
    )


def test_an_invalid_topology_reports_all_its_problems(tree: Path) -> None:
    """All problems of the topology are reported at once with their positions."""
    plant(
        tree, {"topology.yaml": LAW + "forbid: {x: {from: '[red]a', to: app.nowhere}, y: {from: app.lost, to: orm}}\n"}
    )
    code, text = lint(tree)
    assert code == 1
    assert "topology.yaml:13:" in text
    assert "[red]a" in text


def test_paths_are_relative_to_the_config_file(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With `--config`, all paths are relative to the file, wherever the run starts."""
    plant(tree, UPWARD)
    code, text = lint(tmp_path_factory.mktemp("else"), "--config", str(tree / ".importlinter"))
    assert code == 1
    assert "app.low.b -> app.top.a (l.2)" in text


def test_lint_imports_uses_the_compiled_source_root_and_baseline(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`lint-imports` uses the source root and baseline that `conformance compile` was given."""
    plant(tree, {f"other/{path}": text for path, text in (SOURCES | UPWARD).items()})
    plant(tree, {"debt.json": '{"version": 1, "findings": []}'})
    monkeypatch.chdir(tree)
    assert CliRunner().invoke(cli, ["compile", "--source-root", "other/src", "--baseline", "debt.json"]).exit_code == 0
    code, text = lint(tree)
    assert code == 1
    assert "compile to KEPT" in text
    assert "app.low.b -> app.top.a (l.2)" in text
    (tree / "below").mkdir()
    elsewhere, same = lint(tree / "below", "--config", "../.importlinter")
    # import-linter 2.17 adds a line about the option.
    assert (elsewhere, same[: len(text)]) == (code, text)


def test_contracts_of_ours_need_a_topology(tree: Path) -> None:
    """Without the option that names the topology our contract types refuse the graph of another builder."""
    file = tree / ".importlinter"
    text = file.read_text().replace("conformance_topology = topology.yaml\n", "").replace("    app\n", "    src\n")
    plant(tree, {"src/__init__.py": ""})
    for written in (text, text.replace("    import_conformance.contract_types.graph\n", "")):
        file.write_text(written)
        code, output = lint(tree)
        assert code == 1
        assert "needs the option conformance_topology" in output


def test_contracts_of_an_older_release_are_reported_as_such(tree: Path) -> None:
    """import-linter 2.17 and newer builds no graph for them; up to 2.16 the first contract says that they are old."""
    file = tree / ".importlinter"
    file.write_text(file.read_text().replace("    import_conformance.contract_types.graph\n", ""))
    plant(tree, {"src/app/__init__.py": ""})

    code, output = lint(tree, PYTHONPATH=os.pathsep.join((str(PROJECT / "src"), "src")))

    assert code == 1
    older = "the contracts are those of an older conformance. Run `conformance compile`." in output
    assert older or "what the topology and the modules of today compile to BROKEN" in output


def test_two_compiled_files_are_refused(tree: Path) -> None:
    """import-linter would judge the contracts of one file by the graph of the other, so two files are refused."""
    if not TAKES_FILES:
        pytest.skip("import-linter takes several files from 2.17 on")
    plant(tree, {"other.ini": (tree / ".importlinter").read_text()})
    assert lint(tree, ".importlinter", "other.ini") == (
        1,
        ".importlinter and other.ini are both compiled from a topology: check one at a time\n",
    )


def test_a_plain_import_linter_file_can_share_the_run(tree: Path) -> None:
    """A file that was not compiled from a topology keeps the graph of import-linter beside ours."""
    if not TAKES_FILES:
        pytest.skip("import-linter takes several files from 2.17 on")
    plant(tree, {"lib/__init__.py": "", "lib/a.py": "import lib.b", "lib/b.py": ""})
    plant(tree, {"other.ini": OTHER} | UPWARD)
    code, text = lint(tree, "other.ini", ".importlinter")
    assert code == 1
    assert "lib.a -> lib.b (l.1)" in text
    assert "app.low.b -> app.top.a (l.2)" in text
