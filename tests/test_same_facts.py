"""All commands find the same in the same code, whatever other facts they request."""

import json
from pathlib import Path

import pytest

from tests.support.tiny import run

TOPOLOGY = """\
topology: 1
name: Shop
source: {roots: [src], packages: [app]}
forbid: {a-without-b: {from: app.a, to: app.b, because: it goes}}
"""
# A later Python accepts each of these lines, and some Python that runs these tests does not.
NEWER = ("type X = int\n", "def f[T](x: T) -> T: ...\n", "x = t'{1}'\n", "lazy import os\n")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory with a small application."""
    (tmp_path / "src/app").mkdir(parents=True)
    for name in ("__init__", "b"):
        (tmp_path / f"src/app/{name}.py").touch()
    (tmp_path / "topology.yaml").write_text(TOPOLOGY)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("line", NEWER)
def test_a_file_for_a_later_python_is_judged_alike_by_check_and_report(line: str) -> None:
    """A file whose docstrings cannot be read is still judged by `report`, which asks for them."""
    Path("src/app/a.py").write_text(f"{line}import app.b\n")
    checked = json.loads(run("check", "--no-index", "--format", "json").stdout)
    reviewed = json.loads(run("report", "--no-index", "--format", "json").stdout)

    assert [finding["law"] for finding in checked["findings"]] == ["a-without-b"]
    assert reviewed["total"]["findings"] == 1
    assert reviewed["ledger"]["on_disk"] == 3


@pytest.mark.parametrize("line", NEWER[:3])
def test_an_importing_call_in_a_file_for_a_later_python_never_conforms(line: str) -> None:
    """Either the call is judged, or the file is a finding."""
    Path("src/app/a.py").write_text(f"{line}import importlib\nimportlib.import_module('app.b')\n")
    done = run("check", "--no-index", "--format", "json")
    checked = json.loads(done.stdout)

    said = [finding["law"] for finding in checked["findings"]]
    assert (done.exit_code, len(said)) == (1, 1), said
    assert said[0] in {"a-without-b", "unparsable-files"}


def test_without_layers_all_files_count_as_judged() -> None:
    """Without layers every file is unplaced, and is still counted as judged."""
    Path("src/app/a.py").touch()

    assert run("check", "--no-index").stdout.splitlines()[-2] == "CONFORMS: 4 laws applied to 3 files, no new finding."


def test_the_answer_says_when_no_file_could_be_judged() -> None:
    """An empty package conforms, and the answer says that no law was applied."""
    Path("topology.yaml").write_text("topology: 1\nname: Shop\nsource: {roots: [src], packages: [app]}\n")
    for path in Path("src/app").iterdir():
        path.unlink()

    said = run("check", "--no-index").stdout.splitlines()[-2]
    assert said == "CONFORMS: no law was applied, because no file could be judged (0 files on disk), no new finding."
