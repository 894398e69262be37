"""The hooks for other repositories, run by pre-commit itself from a clone of this one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import import_conformance
from tests.packaging import foreign
from tests.packaging.conftest import ROOT, needs

NEEDED = (
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
    "topology.yaml",
    "topology.baseline.json",
)
FOLDERS = ("src", "examples")
HOOKS = ("conformance-check", "conformance-compile-check")
PASSED, FAILED = "Passed", "Failed"

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def pre_commit() -> None:
    """Skip the tests where pre-commit is not installed."""
    needs("pre_commit")


def git(home: Path, *words: str) -> None:
    """Run git with a fixed author."""
    somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *somebody, *words], cwd=home, check=True, capture_output=True)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with this version as a tag, for others to clone."""
    home = tmp_path_factory.mktemp("published")
    for name in NEEDED:
        shutil.copy(ROOT / name, home / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    git(home, "init", "--quiet")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "--message", "published")
    git(home, "tag", f"v{import_conformance.__version__}")
    return home


@pytest.fixture
def home(tmp_path: Path, published: Path) -> Path:
    """A foreign repository with a law, and with the hooks in its configuration."""
    foreign.build(tmp_path)
    foreign.adopt(tmp_path)
    wanted = [{"id": hook} for hook in HOOKS]
    config = {"repos": [{"repo": str(published), "rev": f"v{import_conformance.__version__}", "hooks": wanted}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    return tmp_path


def verdicts(home: Path, cache: Path) -> dict[str, str]:
    """Return what pre-commit says of each hook before a commit of all files."""
    git(home, "add", ".")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(cache)}
    run = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    said = subprocess.run(run, cwd=home, env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in said.stdout.splitlines() if line.endswith((PASSED, FAILED))]
    assert len(lines) == len(HOOKS), said.stdout + said.stderr
    return {hook: line.rpartition(".")[2] for hook, line in zip(HOOKS, lines, strict=True)}


def test_both_hooks_pass_and_fail_as_the_commands_do(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without contracts the second fails, compiled both pass, and a breach in the code fails only the first."""
    cache = tmp_path_factory.mktemp("cache")

    assert verdicts(home, cache) == {"conformance-check": PASSED, "conformance-compile-check": FAILED}

    subprocess.run([sys.executable, "-m", "import_conformance", "compile"], cwd=home, env=ours(), check=True)

    assert verdicts(home, cache) == {"conformance-check": PASSED, "conformance-compile-check": PASSED}

    foreign.breach(home)

    assert verdicts(home, cache) == {"conformance-check": FAILED, "conformance-compile-check": PASSED}


def ours() -> dict[str, str]:
    """An environment that imports the package of this tree."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize(
    ("command", "file"),
    [("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", ".pre-commit-config.yaml")],
)
def test_pre_commit_understands_the_files(command: str, file: str) -> None:
    """The hooks for others and the project's own configuration are valid."""
    done = subprocess.run([sys.executable, "-m", "pre_commit", command, ROOT / file], capture_output=True, check=False)

    assert (done.returncode, done.stdout) == (0, b"")
