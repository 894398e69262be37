"""`conformance demo` writes the sample and judges it at all entry points, from a checkout and from a wheel."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tiny import run, said

ROOT = Path(__file__).parent.parent
LINES = (
    "The sample is in demo: an application in miniature, and its law.",
    "  DIVERGES: 65 new findings under 18 laws, 6 of them critical.",
    "  CONFORMS: 80 laws applied to 160 files, no new finding; 65 known ones left.",
    "  Contracts: 64 kept, 0 broken.",
    "All three agree. Break a law, and all three go red:",
)


def test_the_sample_is_written_and_all_entry_points_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command is shown with its closing lines, and the written sample is this repository's."""
    monkeypatch.chdir(tmp_path)
    code, out, err = said(run("demo", "demo"))

    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if line in LINES] == list(LINES)
    assert [line for line in out.splitlines() if line.startswith("$ ")] == [
        "$ conformance check --no-baseline",
        "$ conformance compile",
        "$ conformance check",
        "$ pytest conformance/ -q",
        "$ lint-imports --no-logo",
    ]
    for name in ("topology.yaml", "docs/topology.schema.json"):
        assert (tmp_path / "demo" / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_suggested_breach_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last lines of the output, typed as they are, produce a finding."""
    monkeypatch.chdir(tmp_path)
    out = run("demo", "demo").stdout
    breach = next(line for line in out.splitlines() if line.startswith("  echo "))
    subprocess.run(breach, shell=True, cwd=tmp_path / "demo", check=True)  # noqa: S602  # as a reader would
    monkeypatch.chdir(tmp_path / "demo")

    assert "broken.py:1:1: account cus L6 imports app.hoc.cus.account.L5_engines" in run("check").stdout


def test_a_directory_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    """Nothing is overwritten, and an empty directory is accepted."""
    (tmp_path / "mine.txt").write_text("mine")

    assert said(run("demo", str(tmp_path))) == (
        2,
        "",
        f"Error: {tmp_path} is not empty; name another: conformance demo DIRECTORY\n",
    )


@pytest.mark.slow
def test_a_wheel_contains_the_sample(tmp_path: Path) -> None:
    """In a bare environment with the wheel, `conformance demo` and `conformance init` do the same."""
    environment = tmp_path / "bare"
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin/python"
    subprocess.run([python, "-m", "pip", "wheel", *quiet, "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run([python, "-m", "pip", "install", *quiet, wheel], check=True)
    (tmp_path / "work/shop").mkdir(parents=True)
    (tmp_path / "work/shop/__init__.py").write_text("")
    for words in (("demo",), ("init", "--yes", "shop"), ("check",)):
        result = subprocess.run(
            [environment / "bin/conformance", *words],
            cwd=tmp_path / "work",
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode, words) == (0, words), result.stdout + result.stderr
