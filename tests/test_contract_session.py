"""Which law, code and baseline a run of `lint-imports` is about, and what it says when its file is out of date."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli import cli
from tests.linting import LAW, SOURCES, UPWARD, conforming, lint, plant


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
    assert ".importlinter:2 is not what the topology compiles to: run `conformance compile`" in text


def test_an_old_file_cannot_be_narrowed(tree: Path) -> None:
    """With --contract, the contract that guards the file may be left out, so the run stops instead."""
    assert lint(tree, "--contract", "low")[0] == 0
    plant(tree, {"topology.yaml": LAW + "# a remark\n"})
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
    assert lint(tree / "below", "--config", "../.importlinter") == (code, text)


def test_contracts_of_ours_need_a_topology(tree: Path) -> None:
    """Without the option that names the topology, our types refuse to judge a graph of another builder."""
    file = tree / ".importlinter"
    file.write_text(
        file.read_text().replace("conformance_topology = topology.yaml\n", "").replace("    app\n", "    src\n")
    )
    plant(tree, {"src/__init__.py": ""})
    code, text = lint(tree)
    assert code == 1
    assert "needs the option conformance_topology" in text
