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
    """A pipe gets no colours by default, and the option wins over the environment."""
    assert (is_colored(words), is_colored(f"{words} --color always")) == (False, True)

    monkeypatch.setenv("FORCE_COLOR", "1")

    assert (is_colored(words), is_colored(f"{words} --color never")) == (True, False)


def test_the_option_applies_to_one_command_only() -> None:
    """In a process that runs several commands, the option of an earlier one has no effect."""
    assert is_colored("check --color always")
    assert not is_colored("check")


def test_quiet_leaves_the_answer() -> None:
    """`--quiet` prints exactly one line on standard output."""
    assert said(run("check", "--quiet")) == (1, tiny.ANSWER, "")
    assert said(run("doctor", "--quiet")) == (1, "4 things to do: unplaced, coverage, contracts, baseline.\n", "")
    assert said(run("prove", "-q")) == (
        0,
        "4/4 laws can fail; no contract was tried: there is no .importlinter\n",
        "",
    )


def verbose(*words: str) -> dict[str, str]:
    """Return what a command prints on standard error, by name; every line must have that form."""
    return {name: text.strip() for name, _, text in (line.partition(":") for line in run(*words).stderr.splitlines())}


def test_verbose_prints_versions_and_sources(tmp_path: Path) -> None:
    """Versions, topology, code and baseline are printed on standard error, and the report stays the same."""
    home = tmp_path.resolve()
    names = ("grimp", "import-linter", "pytest")
    libraries = "".join(f", {name} {version(name)}" for name in names)
    mine = f"conformance {import_conformance.__version__} ({Path(import_conformance.__file__).parent})"
    said_by_check = verbose("check", "-v")

    assert said_by_check.pop("time").startswith("law ")
    assert said_by_check == {
        "version": f"{mine}, Python {platform.python_version()}{libraries}",
        "law": f"{home}/topology.yaml, 4 laws",
        "code": f"app in {home}/src, 4 files on disk",
        "baseline": f"{home}/known.json, which does not exist",
    }
    assert run("check", "-v").stdout == tiny.DIVERGES
    assert verbose("check", "-v", "--no-baseline")["baseline"] == "left out"


@pytest.mark.parametrize("words", ["compile", "explain layers", "where app.low", "doctor", "graph", "report"])
def test_every_command_that_judges_has_verbose(words: str) -> None:
    """Every judging command prints the same five facts."""
    assert {"version", "law", "code", "baseline", "time"} <= verbose(*words.split(), "--verbose").keys()


def test_commands_that_do_not_judge_print_only_what_they_read() -> None:
    """`prove` reads no baseline, and `baseline show` no code."""
    run("baseline", "update", "--allow-new", "--reason", "old")

    assert list(verbose("prove", "--verbose")) == ["version", "law", "code"]
    assert list(verbose("baseline", "show", "--verbose")) == ["version", "law", "baseline"]


@pytest.mark.parametrize(
    ("words", "repeatable"),
    [("check", True), ("check -q", True), ("check -v", False), ("check -qv", False), ("explain a b --verbose", False)],
)
def test_a_verbose_run_is_never_answered_from_the_cache(
    words: str, repeatable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--verbose` describes the run itself, in whatever form the option is given."""
    monkeypatch.delenv("CI", raising=False)

    assert is_repeatable(words.split()) is repeatable


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files have no names here")
def test_a_link_to_standard_output_is_appended_to(tmp_path: Path) -> None:
    """A name such as /dev/stdout keeps what was written before, and is not replaced by a file."""
    name, log = tmp_path / "stdout", tmp_path / "log"
    name.symlink_to("/proc/self/fd/1")
    log.write_text("before\n")
    command = [sys.executable, "-m", "import_conformance", "graph", "--format", "dot", "--output", str(name)]

    with log.open("a") as stream:
        done = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, check=False, text=True)

    assert done.returncode == 0, done.stderr
    assert name.is_symlink()
    assert log.read_text().startswith("before\ndigraph ")
