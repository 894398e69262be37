"""`--color`, `--quiet` and `--verbose` on the commands that have them, on a tiny application."""

import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import import_conformance
from import_conformance.cli.answer_cache import is_repeatable
from tests.support import tiny
from tests.support.tiny import run, said

COLORED = (
    "check",
    "doctor",
    "where app.low",
    "explain low-to-top",
    "baseline update",
    "plan",
    "what-if drop app.low app.top",
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)


def is_colored(words: str) -> bool:
    """True when a command prints colours."""
    return "\x1b[" in run(*words.split()).stdout


@pytest.mark.parametrize("words", COLORED)
def test_every_command_with_colours_obeys_the_option(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe gets none unless they are asked for; the option is heard before the environment."""
    assert (is_colored(words), is_colored(f"{words} --color always")) == (False, True)

    monkeypatch.setenv("FORCE_COLOR", "1")

    assert (is_colored(words), is_colored(f"{words} --color never")) == (True, False)


def test_a_wish_holds_for_one_command_only() -> None:
    """Nothing of an earlier command is left over in a process that runs several."""
    assert is_colored("check --color always")
    assert not is_colored("check")


def test_quiet_leaves_the_answer() -> None:
    """One line on standard output, whatever there is to tell."""
    assert said(run("check", "--quiet")) == (1, tiny.ANSWER, "")
    assert said(run("doctor", "--quiet")) == (1, "4 things to do: unplaced, coverage, contracts, baseline.\n", "")
    assert said(run("prove", "-q")) == (
        0,
        "4/4 laws can fail; no contract was tried: there is no .importlinter\n",
        "",
    )


def told(*words: str) -> dict[str, str]:
    """What a command says on standard error, by name; all of it must be of that form."""
    return {name: text.strip() for name, _, text in (line.partition(":") for line in run(*words).stderr.splitlines())}


def test_verbose_says_what_was_read_from_where_and_by_what(tmp_path: Path) -> None:
    """On standard error, so that the report stays what it is."""
    home = tmp_path.resolve()
    names = ("grimp", "import-linter", "pytest")
    libraries = "".join(f", {name} {version(name)}" for name in names)
    mine = f"conformance {import_conformance.__version__} ({Path(import_conformance.__file__).parent})"
    said_by_check = told("check", "-v")

    assert said_by_check.pop("time").startswith("law ")
    assert said_by_check == {
        "version": f"{mine}, Python {platform.python_version()}{libraries}",
        "law": f"{home}/topology.yaml, 4 laws",
        "code": f"app in {home}/src, 4 files on disk",
        "baseline": f"{home}/known.json, which does not exist",
    }
    assert run("check", "-v").stdout == tiny.DIVERGES
    assert told("check", "-v", "--no-baseline")["baseline"] == "left out"


@pytest.mark.parametrize("words", ["compile", "explain layers", "where app.low", "doctor", "graph", "report"])
def test_every_command_that_judges_has_verbose(words: str) -> None:
    """The same five facts, whatever else the command says."""
    assert {"version", "law", "code", "baseline", "time"} <= told(*words.split(), "--verbose").keys()


def test_commands_that_do_not_judge_say_what_they_read() -> None:
    """`prove` reads no baseline, and `baseline show` no code."""
    run("baseline", "update", "--allow-new", "--reason", "old")

    assert list(told("prove", "--verbose")) == ["version", "law", "code"]
    assert list(told("baseline", "show", "--verbose")) == ["version", "law", "baseline"]


@pytest.mark.parametrize(
    ("words", "repeatable"),
    [("check", True), ("check -q", True), ("check -v", False), ("check -qv", False), ("explain a b --verbose", False)],
)
def test_what_verbose_says_is_never_a_kept_answer(
    words: str, repeatable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is about the run itself, wherever among short options it stands."""
    monkeypatch.delenv("CI", raising=False)

    assert is_repeatable(words.split()) is repeatable


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files have no names here")
def test_a_name_of_standard_output_stays_one(tmp_path: Path) -> None:
    """As /dev/stdout is: what is written goes behind what was there, and the name becomes no file of its own."""
    name, log = tmp_path / "stdout", tmp_path / "log"
    name.symlink_to("/proc/self/fd/1")
    log.write_text("before\n")
    command = [sys.executable, "-m", "import_conformance", "graph", "--format", "dot", "--output", str(name)]

    with log.open("a") as stream:
        done = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, check=False, text=True)

    assert done.returncode == 0, done.stderr
    assert name.is_symlink()
    assert log.read_text().startswith("before\ndigraph ")
