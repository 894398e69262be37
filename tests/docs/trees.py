"""The directory trees in which the commands of the pages run."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.docs.pages import ROOT

SAMPLE = (
    "topology.yaml",
    "topology.baseline.json",
    ".importlinter",
    "conformance",
    "examples/hoc",
    "examples/desk",
    "docs/topology.schema.json",
)
EMPTY: tuple[str, ...] = ()
# By the name that a page gives; any other name is a directory of the repository, which is copied.
NAMED: Mapping[str, tuple[str, ...]] = {"sample": SAMPLE, "empty": EMPTY}


def grow(name: str, home: Path) -> Path:
    """Make a tree in a new directory."""
    if name not in NAMED:
        return Path(shutil.copytree(ROOT / name, home))
    home.mkdir(parents=True)
    for path in NAMED[name]:
        source, target = ROOT / path, home / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
        else:
            shutil.copy(source, target)
    return home


def plant(home: Path, path: str, text: str) -> None:
    """Write a file of a tree."""
    (home / path).parent.mkdir(parents=True, exist_ok=True)
    (home / path).write_text(text, encoding="utf-8")
