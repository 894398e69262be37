"""How the program starts and ends: whose code it loads, interrupts, and exit codes of usage errors."""

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
# Modules that the package, its libraries and the standard library load in a run, except those that `python -m` needs.
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
    """Start Python without environment variables of the tests, except for the path to this package."""
    environment = {**os.environ, "PYTHONPATH": tiny.HOME, **variables}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize("flags", [[], ["-P"]])
@pytest.mark.parametrize("safe_path", ["", "1"])
@pytest.mark.parametrize("command", ["check", "doctor", "explain low-to-top", "graph --format svg", "--help"])
def test_no_module_of_the_current_directory_is_loaded(flags: list[str], safe_path: str, command: str) -> None:
    """`python -m import_conformance` in a checkout loads none of its files, whatever their names."""
    for name in TRAPS:
        Path(f"{name}.py").write_text(TRAP)

    done = started(*flags, "-m", "import_conformance", *command.split(), PYTHONSAFEPATH=safe_path)

    assert (done.returncode in (0, 1), "RUN" in done.stdout + done.stderr) == (True, False), done.stderr


@pytest.mark.parametrize("safe_path", ["", "1"])
def test_a_path_that_the_caller_added_stays(here: Path, safe_path: str) -> None:
    """Only the implicit entry for the current directory is removed from the import path."""
    (here / "more").mkdir()
    (here / "more/hashlib.py").write_text(TRAP)
    path = os.pathsep.join((str(here / "more"), tiny.HOME))

    done = started("-m", "import_conformance", "--version", PYTHONPATH=path, PYTHONSAFEPATH=safe_path)

    assert done.stdout.startswith("RUN hashlib\n")


@pytest.mark.parametrize("module", ["hashlib", "click"])
@pytest.mark.parametrize("start", ["-c", "-m"])
def test_an_early_interrupt_prints_no_traceback(here: Path, module: str, start: str) -> None:
    """While the program loads, it ends at once by the signal and prints nothing."""
    (here / "early").mkdir()
    (here / f"early/{module}.py").write_text(INTERRUPT)
    path = os.pathsep.join((str(here / "early"), tiny.HOME))
    words = ["-c", START] if start == "-c" else ["-m", "import_conformance"]

    done = started(*words, "check", PYTHONPATH=path)

    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_a_later_interrupt_ends_with_130(here: Path) -> None:
    """Once a command runs, a file that it had begun to write is removed first."""
    (here / "late").mkdir()
    (here / "late/yaml.py").write_text(INTERRUPT)
    path = os.pathsep.join((str(here / "late"), tiny.HOME))

    done = started("-c", START, "check", "--no-index", PYTHONPATH=path)

    assert (done.returncode, "Traceback" in done.stderr) == (130, False)


@pytest.mark.parametrize(
    "where",
    [
        "class Name:\n    def __set_name__(self, owner, name): stop()\nclass Owner: name = Name()\n",
        "try:\n    stop()\nexcept KeyboardInterrupt as error:\n    raise ImportError('half loaded') from error\n",
        "try:\n    stop()\nfinally:\n    None.cleanup\n",
        "class Object:\n    def __del__(self): stop()\nObject()\ntime.sleep(9)\n",
        "class Object: pass\nthing = Object()\nref = weakref.ref(thing, stop)\ndel thing\ntime.sleep(9)\n",
    ],
)
def test_an_interrupt_that_python_replaces_or_drops_still_ends_the_run(here: Path, where: str) -> None:
    """In `__set_name__`, in a handler's cleanup, in a finalizer: no internal error, no traceback, no run to the end."""
    (here / "late").mkdir()
    stop = "import signal, time, weakref\ndef stop(*_): signal.raise_signal(signal.SIGINT); time.sleep(0)\n"
    (here / "late/yaml.py").write_text(stop + where)
    path = os.pathsep.join((str(here / "late"), tiny.HOME))

    done = started("-c", START, "check", "--no-index", PYTHONPATH=path)

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_ignored_interrupts_stay_ignored() -> None:
    """A background job whose caller ignores interrupts goes on."""
    program = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{START}"
    done = started("-c", f"import os, signal, sys\n{program}", "--version")

    assert (done.returncode, done.stdout.split()[0]) == (0, "conformance")


def test_interrupts_at_any_moment_leave_no_traceback() -> None:
    """From the first moment after Python's own start an interrupt prints no traceback."""
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
def test_a_usage_error_ends_with_2_when_standard_error_cannot_be_written(command: str) -> None:
    """On a full disk or a closed pipe the exit code is the same."""
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
    """It ends with a sentence instead of a traceback, also for a cached answer."""
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
    """Messages beside the report do not change the exit code."""
    for _ in range(2):
        with FULL.open("w") as full:
            command = [sys.executable, "-c", START, *words.split()]
            environment = {**os.environ, "PYTHONPATH": tiny.HOME}
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=full, env=environment, check=False)
        assert done.returncode == 1


def test_the_installed_command_is_this_entry() -> None:
    """The installed command starts in the module that handles interrupts."""
    script = Path(sysconfig.get_path("scripts")) / "conformance"

    text = (Path(tiny.HOME).parent / "pyproject.toml").read_text()

    assert 'conformance = "import_conformance.cli.entry:command"' in text
    assert not script.exists() or "conformance" in script.read_text()
