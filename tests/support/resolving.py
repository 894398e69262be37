"""Small code bases on disk, and where the imports in them lead."""

from collections.abc import Callable
from pathlib import Path

import pytest

from import_conformance.model.codebase import Codebase
from import_conformance.reading.topology.load import parse_topology
from tests.support.building import read_codebase
from tests.support.linting import plant

Read = Callable[..., Codebase]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Files by path below `src` are read with some more keys of `source`."""

    def reading(sources: dict[str, str], more: str = "", laws: str = "", roots: str = "[src]") -> Codebase:
        folder = roots.strip("[]").strip("/").removeprefix("./")
        plant(tmp_path, {f"{folder}/{path}": text for path, text in sources.items()})
        law = f"topology: 1\nname: Test\nsource: {{roots: {roots}, packages: [app]{more}}}\n{laws}"
        return read_codebase(parse_topology(law, "topology.yaml"), tmp_path)

    return reading


def edges(codebase: Codebase, importer: str = "app.a") -> list[str]:
    """Return line and target of each import of own code by a module."""
    return [f"{edge.line} {edge.imported}" for edge in codebase.imports if edge.importer == importer]


def missing(codebase: Codebase) -> list[str]:
    """Return line and target of each import that leads nowhere."""
    return [f"{edge.line} {edge.target}" for edge in codebase.unresolved]
