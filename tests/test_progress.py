"""Progress on a terminal: shown to a person who waits, and to nobody else; the report never notices."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import DIVERGES, HOME, python

# A person who does not wait at all: so every test is one of a run that lasts too long.
IMPATIENT = """\
import sys
from import_conformance.cli import progress
progress.PATIENCE = 0
from import_conformance.cli.start import main
sys.argv = ["conformance", *sys.argv[1:]]
main()
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a directory that holds the tiny application, at a terminal that nobody calls CI."""
    tiny.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


def seen(*words: str, code: str = IMPATIENT) -> tuple[str, str]:
    """Standard output, which is a pipe, and what a terminal got on standard error."""
    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": HOME}
    command = [sys.executable, "-c", code, *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=slave, env=environment, text=True)
    os.close(slave)
    written = b""
    while True:
        try:
            some = os.read(master, 65536)
        except OSError:  # on Linux the end of the other side is an error
            some = b""
        if not some:
            break
        written += some
    os.close(master)
    printed, _ = process.communicate()
    return printed, written.decode()


def test_who_waits_sees_how_far_the_work_is_until_the_report_comes() -> None:
    """Stages and counts on standard error, a line that is taken away again, with the cursor back in its place."""
    printed, written = seen("check")

    assert printed == DIVERGES
    assert [stage for stage in ("reading", "judging") if stage in written] == ["reading", "judging"]
    assert "4/4" in written
    assert written.endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


def test_an_error_comes_after_the_line_is_gone() -> None:
    """What is wrong with the law is told on a clean line."""
    Path("topology.yaml").write_text(tiny.TOPOLOGY.replace("app.low}", "app.nowhere}"))

    assert seen("check")[1].partition("\x1b[2K")[2].count("topology.yaml:4") == 1


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_a_terminal_without_a_person_gets_nothing(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """In CI, and where the cursor cannot be moved, nothing is drawn."""
    monkeypatch.setenv(name, value)

    assert seen("check") == (DIVERGES, "")


def test_a_pipe_gets_nothing() -> None:
    """Standard error that is no terminal stays empty."""
    result = python("-c", IMPATIENT, "check")

    assert (result.stdout, result.stderr) == (DIVERGES, "")


def test_a_quick_run_loads_no_library_for_it() -> None:
    """The library that draws is imported when somebody has waited, not before."""
    patient = IMPATIENT.replace("PATIENCE = 0", "PATIENCE = 60")
    code = patient.replace("main()", "import atexit; atexit.register(lambda: print('rich' in sys.modules)); main()")

    assert seen("check", code=code) == (f"{DIVERGES}False\n", "")
