"""The command line as a process: what it imports, and what a terminal or a closed pipe gets."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from import_conformance.reading.cache import cache_file
from tests.support import tiny
from tests.support.tiny import DIVERGES, HOME, python


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "CONFORMANCE_DEBUG"):
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.parametrize(
    ("words", "code"), [("--version", 0), ("--help", 0), ("check --help", 0), ("chekc", 2), ("check --no", 2)]
)
def test_help_and_usage_errors_start_fast(words: str, code: int) -> None:
    """Help and usage errors import no heavy library."""
    result = python("-X", "importtime", "-m", "import_conformance", *words.split())
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in result.stderr.splitlines() if "|" in line}

    assert result.returncode == code
    assert "click" in imported
    assert imported.isdisjoint({"grimp", "networkx", "rich", "yaml", "pytest", "importlinter"})


def modules_of(*words: str) -> set[str]:
    """Return the modules that a run of the command imports, of this package and others."""
    result = python("-X", "importtime", "-m", "import_conformance", *words)
    return {line.rpartition("|")[2].strip() for line in result.stderr.splitlines() if line.startswith("import time:")}


ALWAYS = {
    *("", ".model", ".model.version", ".cli", ".cli.entry", ".cli.start", ".cli.answer_cache"),
    *(
        ".reading",
        ".reading.day",
        ".reading.cache",
        ".reading.cache.cache_file",
        ".reading.tree",
        ".reading.tree.tree_state",
    ),
}


GROUP = {".cli.main", ".cli.errors", ".cli.options"}
CHECK = {".cli.commands", ".cli.commands.check", ".cli.completion", ".cli.report_options"}


LIST_MODULES = """\
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from import_conformance.cli.entry import command
command()
"""


def ours_of(*words: str) -> set[str]:
    """Return the modules of this package that are loaded at the end of a run, without the package's name."""
    loaded = python("-c", LIST_MODULES, *words).stderr.splitlines()[-1].split()
    return {
        name.removeprefix("import_conformance") for name in loaded if name.partition(".")[0] == "import_conformance"
    }


@pytest.mark.parametrize(
    ("words", "loaded"),
    [("--version", set()), ("--help", set()), ("chekc", set()), ("check --help", CHECK), ("check --formt", CHECK)],
)
def test_a_command_is_loaded_when_it_is_named(words: str, loaded: set[str]) -> None:
    """Only the named command is loaded; `--version`, `--help` and unknown commands load none."""
    assert ours_of(*words.split()) == ALWAYS | GROUP | loaded


@pytest.mark.parametrize(
    "words", ["cProfile -o profile -m", "trace --count --missing --file profile --coverdir cover --module"]
)
def test_a_profiler_can_write_its_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """A run ends early only after profilers and tracers have written their output."""
    monkeypatch.chdir(tmp_path)
    result = python("-m", *words.split(), "import_conformance", "--version")

    assert result.stdout.startswith("conformance ")
    assert (tmp_path / "profile").stat().st_size > 100


def test_exit_handlers_run() -> None:
    """Exit handlers run at the end of the process, also when Python code calls the command line and goes on."""
    ending = "import atexit, sys; atexit.register(print, 'at the end'); sys.argv = ['conformance', '--version']; "
    alone = python("-c", f"{ending}from import_conformance.cli.start import command; command()")
    within = python(
        "-c", f"{ending}from import_conformance.cli.start import main\ntry: main()\nexcept SystemExit: print('went on')"
    )

    assert alone.stdout.splitlines()[1:] == ["at the end"]
    assert within.stdout.splitlines()[1:] == ["went on", "at the end"]


def test_an_unchanged_run_loads_the_entry_module_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cached answer is printed without the command line, if its files are older than the clock's resolution."""
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.delenv("CI", raising=False)
    time.sleep(cache_file.COARSEST_TICK_NS / 1e9)
    first, second = modules_of("check"), modules_of("check")
    ours = {name.removeprefix("import_conformance") for name in second if name.startswith("import_conformance")}

    assert {"click", "yaml"} <= first
    assert ours == ALWAYS | {".reading.tree.around", ".reading.tree.repository"}
    assert second.isdisjoint(
        {"click", "yaml", "ast", "grimp", "dataclasses", "inspect", "subprocess", "typing_extensions"}
    )


def test_a_terminal_gets_colours_its_width_and_ten_findings_a_law() -> None:
    """On a terminal the report is coloured, fits the width and shows the first ten findings of each law."""
    Path("src/app/low.py").write_text("import app.top\n" * 11)
    master, slave = os.openpty()
    environment = {**os.environ, "PYTHONPATH": HOME, "COLUMNS": "60"}
    subprocess.run([sys.executable, "-m", "import_conformance", "check"], stdout=slave, env=environment, check=False)
    os.close(slave)
    lines = os.read(master, 65536).decode().splitlines()
    os.close(master)

    assert lines[0] == "\x1b[1;31mHIGH\x1b[0m \x1b[1mlow-to-top\x1b[0m  topology.yaml:5  11 findings"
    assert lines[3:6] == [
        "\x1b[1msrc/app/low.py:1:1\x1b[0m",
        "    low imports app.top (top); no line of `allow` lets low",
        "    import top",
    ]
    assert lines[33] == "\x1b[2m... and 1 more under this law (--limit 0 shows all)\x1b[0m"


def test_the_module_runs_and_a_closed_pipe_is_no_error() -> None:
    """`python -m import_conformance` is the command, and a closed pipe prints no error."""
    assert python("-m", "import_conformance", "check").stdout == DIVERGES

    code = (
        "import os, sys; r, w = os.pipe(); os.close(r); os.dup2(w, 1); "
        "from import_conformance.cli.start import main; sys.argv = ['conformance', 'check']; main()"
    )

    assert python("-c", code).stderr == ""
