"""The built package, and an environment with nothing else in it, made once for all tests here.

Without the extra `package` they are skipped; with `CONFORMANCE_PACKAGE=required`, as `make package` sets it, they fail.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests here as slow."""
    for item in items:
        if {"built", "bare"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("slow")


def needs(module: str) -> None:
    """Skip a test, or fail it, when a tool of the extra `package` is not installed."""
    if not find_spec(module):
        reason = f"{module} is not installed: make package"
        (pytest.fail if os.environ.get("CONFORMANCE_PACKAGE") == "required" else pytest.skip)(reason)


@dataclass(frozen=True)
class Built:
    """The files for the index."""

    sdist: Path
    wheel: Path


@dataclass(frozen=True)
class Bare:
    """An environment without other packages; home: its directory."""

    home: Path

    def __call__(self, *words: str, at: Path) -> subprocess.CompletedProcess[str]:
        """Run one of its commands in a directory, as a user's shell would, with standard error in the output."""
        kept = {name: value for name, value in os.environ.items() if name not in _OURS}
        environment = {**kept, "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}", "CI": "true"}
        command = [str(self.home / "bin" / words[0]), *words[1:]]
        return subprocess.run(
            command, cwd=at, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )


# Variables of this run of pytest or of this machine that would change the commands under test.
_OURS = {"PYTHONPATH", "PYTEST_ADDOPTS", "PYTEST_CURRENT_TEST", "FORCE_COLOR", "NO_COLOR", "GITHUB_ACTIONS"}


def build(source: Path, output: Path, *targets: str) -> None:
    """Build targets of a source tree with the backend that pyproject.toml names."""
    options = [word for target in targets for word in ("-t", target)]
    subprocess.run([sys.executable, "-m", "hatchling", "build", *options, "-d", output], cwd=source, check=True)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The package, built from this tree."""
    needs("hatchling")
    output = tmp_path_factory.mktemp("dist")
    build(ROOT, output, "sdist", "wheel")
    (sdist,), (wheel,) = output.glob("*.tar.gz"), output.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="session")
def bare(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Bare:
    """An environment into which the wheel was installed from the index, and nothing else."""
    home = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    pip = [str(home / "bin/python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", str(built.wheel)], check=True)
    return Bare(home)
