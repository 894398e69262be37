"""On very large code bases every report is written in less than a gigabyte of memory.

Slow: `make torture` runs it. docs/reliability.md has the figures.
"""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

COMMAND = str(Path(sys.executable).with_name("conformance"))
KILOBYTES = 1_000_000
TOPOLOGY = """\
topology: 1
name: Load
source: {roots: [src], packages: [app]}
layers: {low: {modules: app.p001}, rest: {modules: "app.p*"}}
allow: [rest -> low rest]
"""
CYCLE = """\
topology: 1
name: Cycle
source: {roots: [src], packages: [app]}
layers: {first: {modules: app.p00000}, rest: {modules: "app.p*"}}
allow: [rest -> rest first, first -> first]
acyclic: {no-cycles: {over: package, because: each part can be understood alone}}
"""
OUTPUTS = (
    *("check", "check --limit 3", "check --format json --ledger full", "check --format sarif", "check --format github"),
    *(
        "check --format github-summary",
        "check --format gitlab",
        "check --format rdjsonl",
        "report",
        "report --format html",
    ),
    *("report --format json", "graph", "graph --format svg", "doctor", "plan", "compile --output out.ini"),
)


def run(home: Path, words: str) -> tuple[int, str, int]:
    """Return exit code, output, and the peak memory (KB) of a command within five minutes."""
    with (home / "said").open("w+b") as said:
        command = ["timeout", "300", COMMAND, *words.split()]
        process = subprocess.Popen(command, cwd=home, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return process.returncode, said.read().decode(), usage.ru_maxrss


def lay(home: Path, modules: int, each: int, low: int) -> Path:
    """Write modules in packages of 500; those of the second package import `low` others, the rest `each`."""
    for number in range(modules):
        folder = home / f"src/app/p{number // 500:03}"
        folder.mkdir(parents=True, exist_ok=True)
        many = low if number // 500 == 1 else each
        targets = ((number * 7 + turn * 613 + 1) % modules for turn in range(many))
        lines = (f"import app.p{target // 500:03}.m{target % 500:03}\n" for target in targets)
        (folder / f"m{number % 500:03}.py").write_text("".join(lines))
    (home / "topology.yaml").write_text(TOPOLOGY)
    return home


def test_a_million_imports(tmp_path: Path) -> None:
    """50,000 modules with a million imports, 10,000 of them against the law, are judged."""
    code, out, memory = run(lay(tmp_path, 50_000, 20, 20), "check --no-index -q")

    assert (code, out) == (1, "DIVERGES: 10000 new findings under 1 law, high.\n")
    assert memory < KILOBYTES


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """5,000 modules, 10,000 findings."""
    return lay(tmp_path_factory.mktemp("findings"), 5_000, 1, 22)


@pytest.mark.parametrize("words", OUTPUTS)
def test_ten_thousand_findings(findings: Path, words: str) -> None:
    """Every output can show 10,000 findings."""
    code, out, memory = run(findings, f"{words} --no-index")

    assert code in (0, 1), out[-500:]
    assert memory < KILOBYTES


@pytest.fixture
def cycle(tmp_path: Path) -> Path:
    """20,000 packages that import each other in a ring."""
    for number in range(20_000):
        folder = tmp_path / f"src/app/p{number:05}"
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(f"import app.p{(number + 1) % 20_000:05}\n")
    (tmp_path / "topology.yaml").write_text(CYCLE)
    return tmp_path


def test_a_cycle_of_20_000_steps(cycle: Path) -> None:
    """It is cut in one place and reported in one line, and a chain through it is shown by its ends."""
    code, out, _ = run(cycle, "check --no-index no-cycles")
    reported = [line for line in out.splitlines() if " closes a cycle of " in line]
    explained = run(cycle, "explain app.p00001 app.p19999 --no-index")

    assert code == 1
    assert len(reported) == 1
    assert reported[0].endswith("app.p00003, app.p00004 and 19995 more")
    assert (explained[0], len(explained[1].splitlines()) < 40) == (0, True)
    assert "    ... and 19978 more in between ...\n" in explained[1]


def test_a_dense_cycle(tmp_path: Path) -> None:
    """3,000 packages with 123,000 imports between them are judged."""
    random = Random(1)  # noqa: S311  # no secret
    for number in range(3_000):
        folder = tmp_path / f"src/app/p{number:05}"
        folder.mkdir(parents=True)
        lines = (f"import app.p{target:05}\n" for target in random.sample(range(3_000), 41))
        (folder / "__init__.py").write_text("".join(lines))
    (tmp_path / "topology.yaml").write_text(CYCLE)
    code, out, memory = run(tmp_path, "check --no-index -q")

    assert (code, out.startswith("DIVERGES: ")) == (1, True)
    assert memory < KILOBYTES
