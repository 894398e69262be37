"""What only makes a run faster can be switched off, part by part, and the verdict stays what it is."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from import_conformance.model.facts import Wanted
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
# Laws that ask for facts which some texts hold, so that these are parsed, and others are not.
LAWS = """\
ban: {no-eval: {calls: [eval, exec, os.system]}, no-write: {methods: [execute]}}
headers: {owned: {key: Owner, in: cases}}
own: {one-clock: {owner: app.core, symbols: [now, f, x]}}
"""
# What those laws are about: headers for this Python, for a later one and in a string, and an owner.
HEADED = {
    "core": "def f():\n    pass\n",
    "case/headed": "# Owner: cases\nimport app.core\n",
    "case/headed_later": "# Owner: Cases\ntype X = int\nimport app.core\n",
    "case/headed_in_string": "'\\\n# Owner: none'\nimport app.core\n",
}
# As many copies as there are processors, however small the tree is, and no file that is too new to be believed.
SHARING = """
import os, sys
from import_conformance.reading.cache import cache_file
from import_conformance.reading.scanning import second_reader
from import_conformance.reading.source import many_texts
many_texts.WORTH_A_COPY, cache_file.COARSEST_TICK_NS = 1, 0
many_texts._processors = lambda: 3
"""
MAIN = """
from import_conformance.cli.start import main
sys.argv[0] = "conformance"
main()
"""
# A scan that misses every import, and nothing to contradict it.
BLIND = """
from import_conformance.reading.source import one_text
one_text.scan_imports = lambda text: ()
many_texts._agrees, many_texts.second_reader.WORTH_LOADING = (lambda scan, facts: True), 0
"""


def verdict(home: Path, *words: str, switches: dict[str, str], before: str = "") -> str:
    """The JSON of a run in a directory, with every file of the ledger; before: code that runs first."""
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
    """A directory with a topology: that of the sample, and one of whatever texts may stand on disk."""
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
    """Byte for byte, with nothing kept."""
    assert verdict(home, "--no-index", switches=SWITCHES[name]) == verdict(home, "--no-index", switches={})


def test_an_index_and_an_answer_may_be_of_runs_under_other_switches(home: Path) -> None:
    """Whoever wrote them, and in whatever order the switches are set and left out."""
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
    """Law and path of each finding."""
    return [(finding["law"], finding["path"]) for finding in json.loads(text)["findings"]]


def test_what_the_scan_got_wrong_is_not_handed_to_the_parser(here: Path) -> None:
    """Neither by the facts nor by the answer that was kept: what ran before hides no fault."""
    # A finding of each run, for a call is found by the parser whatever the scan says of imports.
    (here / "topology.yaml").write_text(tiny.TOPOLOGY + "ban: {no-exec: {calls: [exec], in: [top]}}\n")
    (here / "src/app/top.py").write_text("import app.low\nexec('')\n")
    blind = verdict(here, "--index", switches={}, before=BLIND)
    kept = verdict(here, "--index", switches={})
    right = verdict(here, "--index", switches=READER)

    assert ("low-to-top", "app/low.py") not in findings(blind)
    assert kept == blind
    assert ("low-to-top", "app/low.py") in findings(right)
    assert right == verdict(here, "--no-index", switches={})


def test_the_scan_of_texts_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each content goes to the parser, in a tree of any size."""

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
def test_processes_are_as_many_as_the_switch_allows(given: str, copies: int) -> None:
    """What is no number is ignored."""
    code = f"{SHARING}\nprint(many_texts._copies([(b'import a', many_texts.Wanted())] * 99, None))"
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
def test_the_switches_that_are_set_are_reported(
    switches: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name with a typo is not taken for a switch in silence."""
    for name, value in switches.items():
        monkeypatch.setenv(name, value)
    lines = tiny.run("check", "--verbose").stderr.splitlines()

    assert [line for line in lines if line.startswith("switches:")] == ([f"switches: {said}"] if said else [])


def test_facts_of_another_reader_have_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many processes read makes no difference to what they find."""
    usual = key_of(Wanted())
    monkeypatch.setenv("CONFORMANCE_PROCESSES", "1")
    assert key_of(Wanted()) == usual
    monkeypatch.setenv("CONFORMANCE_READER", "ast")
    assert key_of(Wanted()) != usual
