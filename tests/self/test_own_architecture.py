"""The project is judged by its own architecture: each planted breach is a finding of the law that is for it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from import_conformance.api import judge, load_topology, read_codebase
from import_conformance.model.finding import Finding
from import_conformance.model.laws.acyclic import Acyclic
from import_conformance.model.laws.allow import Allow
from import_conformance.model.laws.ban import Ban
from import_conformance.model.laws.forbid import Forbid
from tests.support.linting import compile_into, lint
from tests.support.tiny import python

ROOT = Path(__file__).parents[2]
PACKAGE = "src/import_conformance"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's sources and of its own topology."""
    top = tmp_path_factory.mktemp("own")
    shutil.copytree(ROOT / "src", top / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests/self/topology.yaml", top)
    return top


@pytest.fixture
def planted(copy: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The copy with one file changed: `path`, below the sources, gets `text` before everything but its docstring."""
    path, text = request.param
    file = copy / "src" / path
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.write_text(text if before is None else f"{before}\n{text}", encoding="utf-8")
    yield copy
    if before is None:
        file.unlink()
    else:
        file.write_text(before, encoding="utf-8")


def findings(top: Path) -> list[Finding]:
    """What the project's own topology finds in a tree."""
    topology = load_topology(top / "topology.yaml")
    return list(judge(topology, read_codebase(topology)).findings)


BREACHES = {
    # An import of pytest in every run of the command line.
    "the-suite-is-for-pytest": ("cli/session.py", "from import_conformance.testing.suite import SuiteItem\n"),
    # Heavy libraries in the nouns.
    "networkx-where-graphs-are-reasoned-about": ("model/finding.py", "import networkx, rich\n"),
    "rich-at-the-entry-points": ("model/finding.py", "import networkx, rich\n"),
    # Rules that lean on each other, read files and print.
    "rule-to-rule": ("rules/ban.py", "from import_conformance.rules.acyclic import judge as other\n"),
    "files-are-opened-by-room": ("rules/ban.py", "def _leak() -> None:\n    print(open('/etc/passwd').read())\n"),
    "no-print": ("rules/ban.py", "def _leak() -> None:\n    print(open('/etc/passwd').read())\n"),
    "functions-of-values": ("rules/ban.py", "import shutil, socket, urllib.request, sqlite3, glob\n"),
    "no-network-no-database-no-threads": ("rules/ban.py", "import shutil, socket, urllib.request, sqlite3, glob\n"),
    "no-logging": ("reporting/text.py", "import logging, sys\nprint(sys.argv)\n"),
    "no-process-state": ("reporting/text.py", "import logging, sys\nprint(sys.argv)\n"),
    # A cycle of modules, and one of packages, as they load.
    "modules": ("cli/options.py", "from import_conformance.cli.commands.check import check\n"),
    "packages": ("model/base/facts.py", "from import_conformance.model.structure.structure import Part\n"),
    # Another way into the readers, a second reader of YAML, a second writer, a room that looks up.
    "one-entry-to-the-readers": ("reading/tree/ledger.py", "from import_conformance.reading.scanning import imports\n"),
    "one-reader-of-yaml": ("model/topology.py", "import yaml\n"),
    "one-reader-of-source": ("rules/own.py", "import ast\n"),
    "files-are-written-in-one-room": ("cli/output.py", "def _spill(path: Path) -> None:\n    path.write_text('')\n"),
    "judging-to-reporting": ("judging/judge.py", "from import_conformance.reporting import text\n"),
    "processes-by-room": ("proposing/parts.py", "import subprocess\n"),
    "import-linter-by-room": ("compiling/plan.py", "import importlinter\n"),
    "grimp-by-room": ("reporting/text.py", "import grimp\n"),
    "click-at-the-entry-points": ("planning/order.py", "import click\n"),
    "pytest-in-the-suite-only": ("api.py", "import pytest\n"),
    "no-code-from-text": ("reading/source/facts.py", "def _run(text: str) -> object:\n    return eval(text)\n"),
    "programs-are-started-by-room": ("judging/judge.py", "import os\nos.system('ls')\n"),
    "only-entry-points-end-the-process": ("judging/judge.py", "import sys\ndef _end() -> None:\n    sys.exit(1)\n"),
    # A second way from a topology to a verdict.
    "one-way-to-a-verdict": (
        "planning/order.py",
        "from import_conformance.judging import judge\n\ndef _again() -> None:\n    judge.conclude()\n",
    ),
    "unplaced-modules": ("helpers.py", "X = 1\n"),
    # The plugin, loaded by every pytest run, must not load the package as it loads.
    "plugin-to-testing": ("../import_conformance_pytest.py", "from import_conformance.testing.suite import Suite\n"),
}


@pytest.mark.parametrize(
    ("planted", "law"),
    [((f"import_conformance/{path}", text), law) for law, (path, text) in BREACHES.items()],
    indirect=["planted"],
    ids=BREACHES,
)
def test_a_planted_breach_is_a_finding_of_the_law_that_is_for_it(planted: Path, law: str) -> None:
    """In a copy of the sources, the one changed file is red under that law."""
    assert law in {finding.law for finding in findings(planted)}


def test_the_sources_conform(copy: Path) -> None:
    """Without a planted line there is no finding, so each finding below is due to its line."""
    assert [str(finding) for finding in findings(copy)] == []


def test_every_ban_and_every_cycle_law_is_among_the_planted_breaches() -> None:
    """No law of the project's own topology goes without a breach that turns it red."""
    topology = load_topology(ROOT / "tests/self/topology.yaml")
    laws = {law.id for law in (*topology.of(Forbid), *topology.of(Acyclic), *topology.of(Ban))}

    assert laws <= BREACHES.keys()


def test_each_allow_line_has_a_reason() -> None:
    """Each edge says why it is allowed, for the reader who wants another one."""
    topology = load_topology(ROOT / "tests/self/topology.yaml")

    assert [edge.id for edge in topology.of(Allow) if not edge.because] == []


@pytest.mark.parametrize(
    "planted",
    [("import_conformance/judging/judge.py", "from import_conformance.reporting import text\n")],
    indirect=True,
)
def test_all_three_entry_points_are_red(planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check`, the suite and `lint-imports` report the same planted import."""
    monkeypatch.chdir(planted)
    sentence = "judging imports import_conformance.reporting.text (reporting)"
    compile_into(planted)
    check = python("-m", "import_conformance", "check", "--no-index")
    suite = python("-m", "pytest", "--pyargs", "import_conformance.suite", "-q", "-p", "no:cacheprovider")
    code, linted = lint(planted)

    assert (check.returncode, sentence in check.stdout) == (1, True)
    assert (suite.returncode, sentence in suite.stdout) == (1, True)
    assert (code, "judging may import" in linted or sentence in linted) == (1, True)
