"""When the surroundings of a run are broken, the answer is right or one sentence names the fault."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import tiny

COMMAND = str(Path(sys.executable).with_name("conformance"))
ALONE = {"CONFORMANCE_CACHE_DIR": ""}
ANSWER = "DIVERGES: 1 new finding under 1 law, high.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny application, which diverges, as the current directory."""
    (tmp_path / "here").mkdir()
    tiny.build(tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.delenv("CI", raising=False)
    return tmp_path / "here"


def said(*words: str, redirect: str = "", **environment: str) -> tuple[int, str, str]:
    """Return exit code, output and standard error of the real command within 30 seconds; redirect: for the shell."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {redirect}', "sh", COMMAND, *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_do_not_change_the_exit_code(closed: str) -> None:
    """The exit code is the same when the caller has closed standard streams."""
    code, out, err = said("check", "-q", redirect=closed)

    assert (code, out + err) in ((1, ""), (1, ANSWER))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("kept", [False, True])
def test_an_answer_that_cannot_be_written(home: Path, kept: bool) -> None:
    """A full disk is no internal error, whether the answer is computed or cached."""
    for path in home.rglob("*"):
        os.utime(path, (1, 1))
    option = "--index" if kept else "--no-index"
    said("check", "-q", option)
    code, out, err = said("check", "-q", option, redirect=">/dev/full")

    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert err.endswith(" cannot be written: No space left on device\n")


def test_a_current_directory_that_is_gone(tmp_path: Path) -> None:
    """A removed current directory is reported in one sentence."""
    (tmp_path / "gone").mkdir()
    script = f"cd {tmp_path}/gone && rmdir {tmp_path}/gone && exec {COMMAND} check"
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, timeout=30, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: the current directory is gone; change to one that exists\n"


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("lay", [_device, os.mkfifo, Path.mkdir])
@pytest.mark.parametrize("name", ["known.json", "topology.yaml"])
def test_devices_pipes_and_folders_are_not_read_as_files(home: Path, name: str, lay: Callable[[Path], None]) -> None:
    """None is read in the place of a file; a baseline outside the repository is a finding and is ignored.

    A baseline that is a link out of the repository is a finding, and the code is judged without it.
    """
    (home / name).unlink(missing_ok=True)
    lay(home / name)
    code, out, err = said("check", "-q")

    if (name, lay) == ("known.json", _device):
        assert (code, out.partition(":")[0], err) == (1, "DIVERGES", "")
        return
    assert (code, out) == (2, "")
    assert err.startswith((f"{name}:1:1: this ", "Usage: "))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("words", [("compile",), ("check", "--format", "json", "--output", ".importlinter")])
def test_a_pipe_without_a_reader_is_not_waited_for(words: tuple[str, ...]) -> None:
    """A report for such a pipe is refused at once."""
    os.mkfifo(".importlinter")
    code, out, err = said(*words)

    assert (code, out, err) == (2, "", "Error: .importlinter cannot be written: No such device or address\n")


@pytest.mark.usefixtures("home")
def test_a_report_for_a_device_is_written_to_it() -> None:
    """The device is not replaced by a file."""
    os.symlink("/dev/null", "hole")
    code, _, err = said("check", "-q", "--output", "hole")

    assert (code, err, Path("hole").is_char_device()) == (1, "", True)


def test_a_file_that_is_larger_than_memory(home: Path) -> None:
    """A sparse file of 40 GB is one file that cannot be judged."""
    with (home / "src/app/huge.py").open("wb") as stream:
        stream.truncate(40_000_000_000)
    code, out, _ = said("check", "--no-index")

    assert code == 1
    assert "src/app/huge.py:1:1: this file cannot be judged: the file is larger than 5 MB\n" in out


@pytest.mark.parametrize(
    "environment",
    [
        {"CONFORMANCE_CACHE_DIR": "/dev/null/x"},
        {"CONFORMANCE_CACHE_DIR": "/proc/nowhere"},
        {**ALONE, "HOME": ""},
        {**ALONE, "HOME": "relative", "XDG_CACHE_HOME": "relative"},
        {**ALONE, "HOME": "/nonexistent/\udcff", "XDG_CACHE_HOME": ""},
    ],
)
def test_an_unusable_cache_folder_is_ignored(home: Path, environment: dict[str, str]) -> None:
    """Nothing is cached, also not in the tree under judgement, and the answer is the same."""
    before = sorted(home.rglob("*"))

    assert [said("check", "-q", **environment) for _ in range(2)] == [(1, ANSWER, "")] * 2
    assert sorted(home.rglob("*")) == before
