"""The combinations of Pythons and releases of the dependencies that are tried."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.oldest import PROJECT, oldest

# What is used in ways that no release promises, or in all tests; the columns of the table.
LIBRARIES = ("grimp", "import-linter", "pytest")
NEWEST, OLDEST = "newest", "oldest"


@dataclass(frozen=True)
class Combination:
    """One environment; pins: requirements besides the project itself."""

    python: str
    name: str
    pins: Sequence[str]


def promised() -> list[str]:
    """Return the Pythons of the classifiers, such as 3.11, in their order."""
    lines = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["classifiers"]
    named = (line.removeprefix("Programming Language :: Python :: 3.") for line in lines)
    return [f"3.{rest}" for rest in named if rest.isdigit()]


def interpreters() -> dict[str, Path]:
    """Return the promised Pythons that are installed, on the path or in pyenv, whose newest release is taken."""
    found = {version: next(_working(version), None) for version in promised()}
    return {version: path for version, path in found.items() if path}


def _working(version: str) -> Iterator[Path]:
    on_path = shutil.which(f"python{version}")
    by_pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob(f"versions/{version}.*/bin/python")
    releases = sorted(by_pyenv, key=lambda path: int(path.parts[-3].rpartition(".")[2].rstrip("-devt") or 0))
    for path in (*([Path(on_path)] if on_path else []), *reversed(releases)):
        done = subprocess.run([path, "-c", "import venv"], capture_output=True, check=False)
        if done.returncode == 0:
            yield path


def extremes(python: str) -> tuple[Combination, Combination]:
    """Return the lowest and the newest releases that the project allows."""
    return Combination(python, OLDEST, list(oldest(python))), Combination(python, NEWEST, ())


def crossed(python: str, newest: Mapping[str, str]) -> Iterator[Combination]:
    """Return pairs with one of grimp and import-linter old and the other new; newest: new releases by name."""
    pins = {pin.partition("==")[0]: pin for pin in oldest(python)}
    for old, new in (("grimp", "import-linter"), ("import-linter", "grimp")):
        yield Combination(python, f"{NEWEST}, but the oldest {old}", (pins[old], f"{new}=={newest[new]}"))
