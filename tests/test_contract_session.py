"""Which law, code and baseline a run of `lint-imports` is about, and what it says when its file is out of date."""

import os
from inspect import signature
from pathlib import Path

import pytest
from click.testing import CliRunner
from importlinter.application.use_cases import lint_imports

from import_conformance.cli.main import cli
from tests.support.linting import LAW, PROJECT, SOURCES, UPWARD, conforming, lint, plant

# import-linter takes several files from 2.17 on.
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


def test_an_old_file_is_told(tree: Path) -> None:
    """A file that is not what the topology compiles to breaks its first contract, which says where and what to do."""
    plant(tree, {"topology.yaml": LAW + "forbid: {kit-stays: {from: kit, to: app.low}}\n"})
    code, text = lint(tree)
    assert code == 1
    assert "compile to BROKEN" in text
    assert "is not what the topology compiles to: run `conformance compile`" in text
    assert ".importlinter has:  " in text


def test_a_remark_in_the_topology_makes_no_file_old(tree: Path) -> None:
    """Contracts are compared by what they say; the lines that they name in remarks may have moved."""
    plant(tree, {"topology.yaml": "# a remark\n" + LAW})

    assert lint(tree)[0] == 0


def test_an_old_file_cannot_be_narrowed(tree: Path) -> None:
    """With --contract, the contract that guards the file may be left out, so the run stops instead."""
    assert lint(tree, "--contract", "low")[0] == 0
    plant(tree, {"topology.yaml": LAW + "forbid: {kit-stays: {from: kit, to: app.low}}\n"})
    code, text = lint(tree, "--contract", "low")
    assert (code, text) == (
        1,
        ".importlinter is out of date: it is not what the topology compiles to. Run `conformance compile`.\n",
    )


def test_a_package_that_is_gone_is_told(tree: Path) -> None:
    """A file that names a package which is gone stops the run with a sentence, before import-linter's own."""
    (tree / "src/app/kit.py").rename(tree / "src/app/low/kit.py")
    plant(tree, {"topology.yaml": LAW.replace("modules: app.kit", "modules: app.low.kit")})
    code, text = lint(tree)
    assert (code, text) == (
        1,
        ".importlinter is out of date: it names app.kit, which does not exist. Run `conformance compile`.\n",
    )


def test_a_broken_law_is_told(tree: Path) -> None:
    """Problems of the topology are told with their places, all at once and as they are."""
    plant(
        tree, {"topology.yaml": LAW + "forbid: {x: {from: '[red]a', to: app.nowhere}, y: {from: app.lost, to: orm}}\n"}
    )
    code, text = lint(tree)
    assert code == 1
    assert "topology.yaml:13:" in text
    assert "[red]a" in text


def test_another_directory(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With --config, all paths are those of the file, wherever the run is started."""
    plant(tree, UPWARD)
    code, text = lint(tmp_path_factory.mktemp("else"), "--config", str(tree / ".importlinter"))
    assert code == 1
    assert "app.low.b -> app.top.a (l.2)" in text


def test_compiled_for_another_root_and_baseline(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `conformance compile` was told about the code and the baseline, `lint-imports` goes by."""
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
    # import-linter 2.17 adds a remark on the option.
    assert (elsewhere, same[: len(text)]) == (code, text)


def test_contracts_of_ours_need_a_topology(tree: Path) -> None:
    """Without the option that names the topology there is no graph, and our types refuse that of another builder."""
    file = tree / ".importlinter"
    text = file.read_text().replace("conformance_topology = topology.yaml\n", "").replace("    app\n", "    src\n")
    plant(tree, {"src/__init__.py": ""})
    for written in (text, text.replace("    import_conformance.contract_types.graph\n", "")):
        file.write_text(written)
        code, told = lint(tree)
        assert code == 1
        assert "needs the option conformance_topology" in told


def test_contracts_without_the_root_of_ours_are_those_of_an_older_release(tree: Path) -> None:
    """From import-linter 2.17 on they are judged by no graph; up to 2.16 they are, and the first contract says it."""
    file = tree / ".importlinter"
    file.write_text(file.read_text().replace("    import_conformance.contract_types.graph\n", ""))
    plant(tree, {"src/app/__init__.py": ""})

    code, told = lint(tree, PYTHONPATH=os.pathsep.join((str(PROJECT / "src"), "src")))

    assert code == 1
    older = "the contracts are those of an older conformance. Run `conformance compile`." in told
    assert older or "what the topology and the modules of today compile to BROKEN" in told


def test_two_compiled_files_are_refused(tree: Path) -> None:
    """import-linter would build both graphs before the first contract, so that one would be judged by the other's."""
    if not TAKES_FILES:
        pytest.skip("import-linter takes several files from 2.17 on")
    plant(tree, {"other.ini": (tree / ".importlinter").read_text()})
    assert lint(tree, ".importlinter", "other.ini") == (
        1,
        ".importlinter and other.ini are both compiled from a topology: check one at a time\n",
    )


def test_a_file_of_another_kind_in_the_same_run(tree: Path) -> None:
    """A file that no topology was compiled into keeps the graph of import-linter beside ours."""
    if not TAKES_FILES:
        pytest.skip("import-linter takes several files from 2.17 on")
    plant(tree, {"lib/__init__.py": "", "lib/a.py": "import lib.b", "lib/b.py": ""})
    plant(tree, {"other.ini": OTHER} | UPWARD)
    code, text = lint(tree, "other.ini", ".importlinter")
    assert code == 1
    assert "lib.a -> lib.b (l.1)" in text
    assert "app.low.b -> app.top.a (l.2)" in text
