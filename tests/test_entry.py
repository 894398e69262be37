"""How the program begins and ends: whose code it loads, what an interrupt leaves, and what a usage error ends with."""

import os
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tests.support import tiny

START = "from import_conformance.cli.entry import command; command()"
# Names that the package, its libraries and the standard library load in a run; but for those that `python -m` needs.
TRAPS = (
    "yaml",
    "click",
    "grimp",
    "networkx",
    "rich",
    "importlinter",
    "difflib",
    "json",
    "hashlib",
    "configparser",
    "marshal",
)
TRAP = "print('RUN', __name__)\n"
INTERRUPT = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)\n"
FULL = Path("/dev/full")
full_disk = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def started(*words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """A run of Python without variables of the tests' own, but that it finds this package."""
    environment = {**os.environ, "PYTHONPATH": tiny.HOME, **variables}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize("flags", [[], ["-P"]])
@pytest.mark.parametrize("safe_path", ["", "1"])
@pytest.mark.parametrize("command", ["check", "doctor", "explain low-to-top", "graph --format svg", "--help"])
def test_no_module_of_the_current_directory_is_loaded(flags: list[str], safe_path: str, command: str) -> None:
    """`python -m import_conformance` in a checkout runs none of its files, whatever they are called."""
    for name in TRAPS:
        Path(f"{name}.py").write_text(TRAP)

    done = started(*flags, "-m", "import_conformance", *command.split(), PYTHONSAFEPATH=safe_path)

    assert (done.returncode in (0, 1), "RUN" in done.stdout + done.stderr) == (True, False), done.stderr


@pytest.mark.parametrize("safe_path", ["", "1"])
def test_what_the_caller_put_on_the_path_stays(here: Path, safe_path: str) -> None:
    """Only the entry for the current directory goes, not one that was asked for."""
    (here / "more").mkdir()
    (here / "more/hashlib.py").write_text(TRAP)
    path = os.pathsep.join((str(here / "more"), tiny.HOME))

    done = started("-m", "import_conformance", "--version", PYTHONPATH=path, PYTHONSAFEPATH=safe_path)

    assert done.stdout.startswith("RUN hashlib\n")


@pytest.mark.parametrize("module", ["hashlib", "click"])
@pytest.mark.parametrize("start", ["-c", "-m"])
def test_an_early_interrupt_is_no_traceback(here: Path, module: str, start: str) -> None:
    """While the program loads, it ends at once by the signal, as a shell expects it, and prints nothing."""
    (here / "early").mkdir()
    (here / f"early/{module}.py").write_text(INTERRUPT)
    path = os.pathsep.join((str(here / "early"), tiny.HOME))
    words = ["-c", START] if start == "-c" else ["-m", "import_conformance"]

    done = started(*words, "check", PYTHONPATH=path)

    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_a_later_interrupt_ends_with_130(here: Path) -> None:
    """Once a command runs, what it has begun to write is taken away first."""
    (here / "late").mkdir()
    (here / "late/yaml.py").write_text(INTERRUPT)
    path = os.pathsep.join((str(here / "late"), tiny.HOME))

    done = started("-c", START, "check", "--no-index", PYTHONPATH=path)

    assert (done.returncode, "Traceback" in done.stderr) == (130, False)


def test_who_ignores_interrupts_is_not_interrupted() -> None:
    """A job in the background, whose caller has interrupts ignored, goes on."""
    program = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{START}"
    done = started("-c", f"import os, signal, sys\n{program}", "--version")

    assert (done.returncode, done.stdout.split()[0]) == (0, "conformance")


def test_interrupts_at_any_moment_leave_no_traceback() -> None:
    """From the first moment that is ours on; Python's own start, before it, is not."""
    program = f"print('.', flush=True)\nimport import_conformance.cli.entry\n{START}"
    for delay in range(0, 60, 6):
        process = subprocess.Popen(
            [sys.executable, "-c", program, "check", "--no-index"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": tiny.HOME},
        )  # fmt: skip
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.02 + delay / 1000)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate()
        assert ("Traceback" in error, process.returncode in (0, 1, 130, -signal.SIGINT)) == (False, True), error


USAGE = [
    "check --format xx",
    "chekc",
    "check no-such-law",
    "explain",
    "check --limit x",
    "check --topology none.yaml",
    "diff",
]


@full_disk
@pytest.mark.parametrize("command", USAGE)
def test_a_usage_error_ends_with_2_though_nobody_hears_of_it(command: str) -> None:
    """Where standard error takes nothing (a full disk, a reader that left), the exit code is the same."""
    words = [sys.executable, "-c", START, *command.split()]
    environment = {**os.environ, "PYTHONPATH": tiny.HOME}
    reading, writing = os.pipe()
    os.close(reading)
    with FULL.open("w") as full, open(writing, "w") as broken:
        codes = [
            subprocess.run(words, stderr=error, env=environment, check=False).returncode for error in (full, broken)
        ]

    assert codes == [2, 2]


@full_disk
@pytest.mark.parametrize("command", ["--help", "--version", "check --help", "check", "check --index"])
def test_an_answer_that_cannot_be_written_ends_with_2(command: str) -> None:
    """And with a sentence instead of a traceback, also where the answer was known."""
    environment = {**os.environ, "PYTHONPATH": tiny.HOME}
    for _ in range(2):
        with FULL.open("w") as full:
            done = subprocess.run(
                [sys.executable, "-c", START, *command.split()], stdout=full, stderr=subprocess.PIPE, text=True,
                env=environment, check=False,
            )  # fmt: skip
        assert (done.returncode, done.stderr.count("\n"), "cannot be written" in done.stderr) == (2, 1, True), (
            done.stderr
        )


@full_disk
@pytest.mark.parametrize("words", ["check", "check --index", "check --output out.txt"])
def test_findings_end_with_1_though_standard_error_is_full(words: str) -> None:
    """What is said beside the report is no part of the answer."""
    for _ in range(2):
        with FULL.open("w") as full:
            command = [sys.executable, "-c", START, *words.split()]
            environment = {**os.environ, "PYTHONPATH": tiny.HOME}
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=full, env=environment, check=False)
        assert done.returncode == 1


def test_the_program_is_this_entry() -> None:
    """The command that is installed begins where interrupts are taken care of."""
    script = Path(sysconfig.get_path("scripts")) / "conformance"

    text = (Path(tiny.HOME).parent / "pyproject.toml").read_text()

    assert 'conformance = "import_conformance.cli.entry:command"' in text
    assert not script.exists() or "conformance" in script.read_text()
