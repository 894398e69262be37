"""Each optimisation can be switched off, and the verdict stays the same."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from import_conformance.model.base.facts import Wanted
from import_conformance.reading.cache.index import key_of
from import_conformance.reading.scanning import second_reader
from import_conformance.reading.source import many_texts, one_text
from import_conformance.reading.source.facts import facts_of, facts_of_all
from tests.support import tiny
from tests.torture.corpus.every import CASES
from tests.torture.trees import Denied, build

ROOT = Path(__file__).parent.parent
READER, PROCESSES = {"CONFORMANCE_READER": "ast"}, {"CONFORMANCE_PROCESSES": "1"}
SWITCHES = {"reader": READER, "processes": PROCESSES, "both": READER | PROCESSES}
# Laws that request facts which only some files contain, so that only these are parsed.
LAWS = """\
ban: {no-eval: {calls: [eval, exec, os.system]}, no-write: {methods: [execute]}}
headers: {owned: {key: Owner, in: cases}}
own: {one-clock: {owner: app.core, symbols: [now, f, x]}}
"""
# Files for those laws: headers for this Python, for a later one and in a string, and an owner.
HEADED = {
    "core": "def f():\n    pass\n",
    "case/headed": "# Owner: cases\nimport app.core\n",
    "case/headed_later": "# Owner: Cases\ntype X = int\nimport app.core\n",
    "case/headed_in_string": "'\\\n# Owner: none'\nimport app.core\n",
}
# As many processes as processors, however small the tree is, and no file that counts as recently changed.
SHARING = """
import os, sys
from import_conformance.reading.cache import cache_file
from import_conformance.reading.scanning import second_reader
from import_conformance.reading.source import many_texts
many_texts.WORTH_A_FORK, cache_file.COARSEST_TICK_NS = 1, 0
many_texts._processors = lambda: 3
"""
MAIN = """
from import_conformance.cli.start import main
sys.argv[0] = "conformance"
main()
"""
# A scan that misses every import, without a second reader that would contradict it.
BLIND = """
from import_conformance.reading.source import one_text
one_text.scan_imports = lambda text: ()
many_texts._agrees, many_texts.second_reader.WORTH_LOADING = (lambda scan, facts: True), 0
"""


def verdict(home: Path, *words: str, switches: dict[str, str], before: str = "") -> str:
    """Return the JSON of a run with every file of the ledger; before: code that runs first."""
    command = [sys.executable, "-c", SHARING + before + MAIN, "check", "--format", "json", "--ledger", "full", *words]
    hidden = {"CI", *READER, *PROCESSES}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"PYTHONPATH": tiny.HOME, "CONFORMANCE_CACHE_DIR": str(home.parent / "cache"), **switches}
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["findings"]
    return done.stdout


@pytest.fixture(scope="module", params=["sample", "odd texts"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a topology: that of the sample, or one over odd source texts."""
    folder: Path = tmp_path_factory.mktemp("switches") / "home"
    if request.param == "sample":
        for name in ("topology.yaml", "topology.baseline.json"):
            folder.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "topology.baseline.json").write_text('{"version": 1, "findings": []}')
        return folder
    cases = [case for case in CASES if not any(isinstance(thing, Denied) for thing in case.files.values())]
    topology = build(folder, [(case.id, case.files) for case in cases])
    topology.write_text(topology.read_text() + LAWS)
    for name, text in HEADED.items():
        (folder / f"src/app/{name}.py").write_text(text)
    return folder


@pytest.mark.parametrize("name", SWITCHES)
def test_the_verdict_is_the_same_under_each_switch(home: Path, name: str) -> None:
    """The output is byte for byte the same with nothing cached."""
    assert verdict(home, "--no-index", switches=SWITCHES[name]) == verdict(home, "--no-index", switches={})


def test_caches_of_runs_with_other_switches_are_valid(home: Path) -> None:
    """Caches can be shared by runs with and without switches, in any order."""
    known = verdict(home, "--no-index", switches={})

    for switches in ({}, READER, PROCESSES, {}, READER | PROCESSES, READER):
        assert verdict(home, "--index", switches=switches) == known


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that holds the tiny application."""
    (tmp_path / "home").mkdir()
    tiny.build(tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


def findings(text: str) -> list[tuple[str, str]]:
    """Return law and path of each finding."""
    return [(finding["law"], finding["path"]) for finding in json.loads(text)["findings"]]


def test_a_wrong_scan_does_not_reach_runs_without_the_scan(here: Path) -> None:
    """Neither cached facts nor a cached answer of a wrong scan are used when the scan is off."""
    # A finding in each run, since the parser finds calls whatever the scan reports about imports.
    (here / "topology.yaml").write_text(tiny.TOPOLOGY + "ban: {no-exec: {calls: [exec], in: [top]}}\n")
    (here / "src/app/top.py").write_text("import app.low\nexec('')\n")
    blind = verdict(here, "--index", switches={}, before=BLIND)
    kept = verdict(here, "--index", switches={})
    right = verdict(here, "--index", switches=READER)

    assert ("low-to-top", "app/low.py") not in findings(blind)
    assert kept == blind
    assert ("low-to-top", "app/low.py") in findings(right)
    assert right == verdict(here, "--no-index", switches={})


def test_the_scan_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is parsed, in a tree of any size."""

    def refuse(*_: object) -> None:
        raise AssertionError

    for name in ("scan_imports", "scan_statements", "scans_of"):
        monkeypatch.setattr(one_text, name, refuse)
    monkeypatch.setattr("import_conformance.reading.source.header_facts.scan_headers", refuse)
    monkeypatch.setattr("import_conformance.reading.source.module_bindings._by_text", refuse)
    monkeypatch.setattr(many_texts, "scans_of", lambda texts: refuse() if texts else [])
    monkeypatch.setattr(second_reader, "WORTH_LOADING", 0)
    monkeypatch.setenv("CONFORMANCE_READER", "ast")
    wanted = Wanted(headers=True, bindings=frozenset({"a", "b"}))
    content = b"# Owner: x\nimport a\ndef b(): pass\n"

    assert facts_of_all([(content, wanted)]) == [facts_of(content, wanted)]


@pytest.mark.parametrize(("given", "copies"), [("1", 0), ("2", 1), ("9", 8), ("", 2), ("0", 2), ("-1", 2), ("x", 2)])
def test_the_number_of_processes_can_be_limited(given: str, copies: int) -> None:
    """A value that is not a number is ignored."""
    code = f"{SHARING}\nprint(many_texts._worthwhile_workers([(b'import a', many_texts.Wanted())] * 99, None))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": tiny.HOME, "CONFORMANCE_PROCESSES": given},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"{copies}\n"


@pytest.mark.parametrize(
    ("switches", "said"),
    [
        ({}, ""),
        ({"CONFORMANCE_READER": "ast"}, "CONFORMANCE_READER=ast"),
        (
            {"CONFORMANCE_READER": "atr", "CONFORMANCE_PROCESSES": "two"},
            "CONFORMANCE_READER=atr (ignored: it is no reader; there is ast), "
            "CONFORMANCE_PROCESSES=two (ignored: it is no number from 1)",
        ),
    ],
)
@pytest.mark.usefixtures("here")
def test_switches_in_effect_are_reported(switches: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt switch is not accepted silently."""
    for name, value in switches.items():
        monkeypatch.setenv(name, value)
    lines = tiny.run("check", "--verbose").stderr.splitlines()

    assert [line for line in lines if line.startswith("switches:")] == ([f"switches: {said}"] if said else [])


def test_facts_of_another_reader_have_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of processes does not change the key, since it does not change the facts."""
    usual = key_of(Wanted())
    monkeypatch.setenv("CONFORMANCE_PROCESSES", "1")
    assert key_of(Wanted()) == usual
    monkeypatch.setenv("CONFORMANCE_READER", "ast")
    assert key_of(Wanted()) != usual
