"""Killed at any moment, on a full disk, or by two at once, no run leaves a torn file or a wrong verdict.

Slow: `make torture` runs it.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from import_conformance.reading.baseline_file import read_baseline
from tests.support import tiny

COMMAND = str(Path(sys.executable).with_name("conformance"))
KILLS = 40
ANSWER = "DIVERGES: 41 new findings under 1 law, high.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny application with 40 more breaches, whose files count as unchanged for long."""
    tiny.build(tmp_path)
    low = tmp_path / "src/app/low"
    (tmp_path / "src/app/low.py").rename(tmp_path / "src/app/low_.py")
    low.mkdir()
    (tmp_path / "src/app/low_.py").rename(low / "__init__.py")
    for number in range(40):
        (low / f"m{number}.py").write_text("import app.top\n")
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def run(*words: str, prepare: Callable[[], None] | None = None) -> tuple[int, str, str]:
    """Return exit code, output and standard error of a command within a minute."""
    done = subprocess.run(
        [COMMAND, *words], capture_output=True, text=True, timeout=60, check=False, preexec_fn=prepare
    )
    return done.returncode, done.stdout, done.stderr


def killed(words: tuple[str, ...], after: float) -> None:
    """Start a command and kill it after a number of seconds."""
    process = subprocess.Popen([COMMAND, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.kill()
    process.wait()


WRITERS: dict[str, tuple[tuple[str, ...], str]] = {
    "baseline": (("baseline", "update", "--allow-new", "--reason", "x"), "known.json"),
    "contracts": (("compile",), ".importlinter"),
    "report": (("check", "--format", "json", "--output", "out.json"), "out.json"),
}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_that_is_killed_leaves_all_or_nothing(name: str) -> None:
    """The file is missing or complete: it can be parsed, and the next run accepts it."""
    words, target = WRITERS[name]
    random = Random(1)  # noqa: S311  # no secret
    run("check")
    started = time.perf_counter()
    run(*words)
    took = time.perf_counter() - started
    whole = Path(target).read_text(encoding="utf-8")
    for _ in range(KILLS):
        Path(target).unlink(missing_ok=True)
        killed(words, random.uniform(0.3, 1.1) * took)

        assert not Path(target).exists() or Path(target).read_text(encoding="utf-8") == whole
    code, _, err = run(*words)

    assert (code in (0, 1), Path(target).read_text(encoding="utf-8")) == (True, whole), err
    if name == "baseline":
        assert len(read_baseline(Path(target))) == 41


def test_a_killed_writer_of_the_index_changes_no_answer(home: Path) -> None:
    """Every later run has the answer for the code as it is then."""
    random = Random(2)  # noqa: S311  # no secret
    started = time.perf_counter()
    run("check", "-q", "--index")
    took = time.perf_counter() - started
    for number in range(KILLS):
        bad = 41 - number % 2
        (home / "src/app/low/m0.py").write_text("import app.top\n" if number % 2 == 0 else "")
        killed(("check", "-q", "--index"), random.uniform(0.1, 1.1) * took)

        assert run("check", "-q", "--index")[:2] == (1, ANSWER.replace("41", str(bad)))


@pytest.mark.usefixtures("home")
def test_eight_runs_can_share_an_index() -> None:
    """Eight concurrent runs have one answer, and leave an index with the same answer."""
    starts = [
        subprocess.Popen([COMMAND, "check", "-q", "--index"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    said = [(process.communicate(timeout=60), process.returncode) for process in starts]

    assert said == [((ANSWER, ""), 1)] * 8
    assert run("check", "-q", "--index") == (1, ANSWER, "")


def test_a_disk_that_is_full(home: Path) -> None:
    """When no file may exceed 200 bytes, a report is refused, the old one stays, and nothing else is left."""

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))

    before = sorted(path.name for path in home.iterdir())
    Path("out.json").write_text("old")
    answers = [run("check", "--format", "json", "--output", "out.json", prepare=small), run("compile", prepare=small)]
    quiet = run("check", "-q", "--index", prepare=small)

    assert [code for code, _, _ in answers] == [2, 2]
    assert [err for _, _, err in answers] == [
        "Error: out.json cannot be written: File too large\n",
        "Error: .importlinter cannot be written: File too large\n",
    ]
    assert quiet == (1, ANSWER, "")
    assert Path("out.json").read_text() == "old"
    assert sorted(path.name for path in home.iterdir() if path.name != "kept") == sorted([*before, "out.json"])
    assert list((home / "kept").rglob("*.tmp")) == []


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root may lay a small file system")
def test_a_file_system_that_is_full() -> None:
    """The same holds on a real file system of 64 KB that is full, and on a read-only one."""
    Path("small").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", "small"], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this system does not allow to create a file system")
    try:
        with Path("small/full").open("wb", buffering=0) as stream:
            try:
                while True:
                    stream.write(b"x" * 4096)
            except OSError:
                pass
        full = run("check", "--format", "json", "--output", "small/out.json")
        subprocess.run(["mount", "-o", "remount,ro", "small"], check=True)
        fixed = run("check", "--format", "json", "--output", "small/out.json")
    finally:
        subprocess.run(["umount", "small"], check=True)

    assert full == (2, "", "Error: small/out.json cannot be written: No space left on device\n")
    assert fixed == (2, "", "Error: small/out.json cannot be written: Read-only file system\n")


@pytest.mark.parametrize("moment", [2_000_000_000, 4_000_000_000, 1])
def test_clocks_that_are_wrong(home: Path, moment: int) -> None:
    """Files from the future or the far past, or edited without a new time or length, are noticed."""
    path = home / "src/app/low/m1.py"
    said = []
    for text in ("import app.top\n", "import app.all\n", "import app.top\n"):
        path.write_text(text)
        os.utime(path, (moment, moment))
        said += [run("check", "-q", "--index")[1] for _ in range(2)]

    other = "DIVERGES: 41 new findings under 2 laws, 40 of them high.\n"
    assert said == [ANSWER, ANSWER, other, other, ANSWER, ANSWER]
