"""Trees that change while they are read, and git trees that no disk accepts: judged, or refused in one sentence."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from tests.support import tiny
from tests.support.history import History, diff

COMMAND = str(Path(sys.executable).with_name("conformance"))
LINKS = 3000


def _write(path: Path) -> None:
    if not path.is_fifo():
        path.write_bytes(b"import app.top\n" * 2000)


CHANGES: tuple[Callable[[Path], object], ...] = (
    _write,
    Path.unlink,
    Path.mkdir,
    os.mkfifo,
    lambda path: path.symlink_to("m1.py"),
    lambda path: path.rename(path.with_name("m0.py")),
    lambda path: shutil.rmtree(path.parent),
)


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """While the block runs, create, remove and replace things below a folder."""
    stop = threading.Event()
    random = Random(1)  # noqa: S311  # no secret

    def change() -> None:
        while not stop.is_set():
            path = folder / f"p{random.randint(0, 30)}" / f"m{random.randint(0, 5)}.py"
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                random.choice(CHANGES)(path)

    thread = threading.Thread(target=change, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)


@pytest.mark.parametrize("words", ["check", "check --format sarif", "graph", "report", "doctor", "compile"])
def test_files_that_change_while_they_are_read(tmp_path: Path, words: str) -> None:
    """No command crashes, whatever files it finds and whatever vanishes meanwhile."""
    tiny.build(tmp_path)
    with changing(tmp_path / "src/app/r"):
        done = subprocess.run(
            [COMMAND, *words.split()], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )

    assert done.returncode in (0, 1), done.stderr
    assert "internal error" not in done.stderr


def test_a_chain_of_links_that_no_system_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a chain of 3,000 links only those that lead to the file within the system's limit are modules."""
    monkeypatch.chdir(tmp_path)
    tiny.build(tmp_path)
    (tmp_path / "src/app/l").mkdir()
    for number in range(LINKS):
        (tmp_path / f"src/app/l/l{number}.py").symlink_to(f"l{number + 1}.py")
    (tmp_path / f"src/app/l/l{LINKS}.py").write_text("")
    result = tiny.run("check", "--no-index")

    assert (result.exit_code, result.stderr) == (1, "")
    assert "3005 files on disk = 2 judged + " in result.stdout


def test_a_package_that_is_a_link_out_of_the_source_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside the repository it is judged; outside, it is a finding and is not read."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    tiny.build(tmp_path / "here")
    Path("src/app").rename("elsewhere")
    Path("src/app").symlink_to("../elsewhere")
    assert tiny.run("check", "--no-index").stdout == tiny.DIVERGES
    Path("elsewhere").rename(tmp_path / "elsewhere")
    Path("src/app").unlink()
    Path("src/app").symlink_to("../../elsewhere")
    result = tiny.run("check", "--no-index")

    assert (result.exit_code, result.stderr) == (1, "")
    assert "src/app:1:1: the package 'app' leads out of the repository by a link, so it is not read" in result.stdout


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """A repository with one commit, `one`."""
    monkeypatch.chdir(tmp_path)
    return History(tmp_path)


def test_a_commit_with_a_chain_of_links(history: History) -> None:
    """The commit is written to disk without an error."""
    folder = history.home / "src/shop/links"
    folder.mkdir()
    for number in range(LINKS):
        (folder / f"l{number}.py").symlink_to(f"l{number + 1}.py")
    history.commit("two", {})
    result = diff("one", "two")

    assert (result.exit_code, result.stderr) == (0, "")


def test_a_commit_with_a_name_that_no_disk_accepts(history: History) -> None:
    """It is refused in one sentence."""
    blob = history.git("rev-parse", "one:src/shop/cart/api.py")

    def tree(entry: str) -> str:
        done = subprocess.run(
            ["git", "mktree"], cwd=history.home, input=entry, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    law = f"100644 blob {history.git('rev-parse', 'one:topology.yaml')}\ttopology.yaml\n"
    shop = tree(f"100644 blob {blob}\t{'n' * 300}.py\n")
    top = tree(f"{law}040000 tree {tree(f'040000 tree {shop}{chr(9)}shop{chr(10)}')}\tsrc\n")
    history.git("tag", "long", history.git("commit-tree", "-m", "long", "-p", "one", top))
    code, out, err = tiny.said(diff("one", "long"))

    assert (code, out) == (2, "")
    assert err == f"Error: the file {'n' * 59}… cannot be laid out beside the work tree: File name too long\n"
