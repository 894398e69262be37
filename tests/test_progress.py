"""Progress is shown on an interactive terminal only, and never changes the report."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import tiny
from tests.support.tiny import DIVERGES, HOME, python

# Without patience every run counts as a long one.
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
    """Work in a directory that holds the tiny application, on a terminal outside of CI."""
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
        except OSError:  # on Linux a closed other end raises an error
            some = b""
        if not some:
            break
        written += some
    os.close(master)
    printed, _ = process.communicate()
    return printed, written.decode()


def test_a_long_run_shows_its_progress_until_the_report() -> None:
    """Stages and counts appear on standard error and are erased, with the cursor back in its place."""
    printed, written = seen("check")

    assert printed == DIVERGES
    assert [stage for stage in ("reading", "judging") if stage in written] == ["reading", "judging"]
    assert "4/4" in written
    assert written.endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_a_terminal_without_a_reader_gets_no_progress(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """In CI, and where the cursor cannot be moved, nothing is drawn."""
    monkeypatch.setenv(name, value)

    assert seen("check") == (DIVERGES, "")


def test_a_pipe_gets_no_progress() -> None:
    """Standard error stays empty when it is no terminal."""
    result = python("-c", IMPATIENT, "check")

    assert (result.stdout, result.stderr) == (DIVERGES, "")


def test_a_quick_run_does_not_load_the_drawing_library() -> None:
    """The library that draws is imported only after a wait."""
    patient = IMPATIENT.replace("PATIENCE = 0", "PATIENCE = 60")
    code = patient.replace("main()", "import atexit; atexit.register(lambda: print('rich' in sys.modules)); main()")

    assert seen("check", code=code) == (f"{DIVERGES}False\n", "")
