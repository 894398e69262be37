"""Modules that the topology excludes are there all the same."""

from pathlib import Path

from import_conformance.reading.topology.load import parse_topology
from tests.support.building import read_codebase

LAW = "topology: 1\nname: Test\nsource: {roots: [.], packages: [app], exclude: [app.gen]}\n"


def test_an_import_of_an_excluded_module_is_not_broken(tmp_path: Path) -> None:
    """It leads to a module that exists; one that does not exist below it is broken."""
    (tmp_path / "app/gen").mkdir(parents=True)
    (tmp_path / "app/gen/x.py").write_text("")
    (tmp_path / "app/y.py").write_text("from app.gen.x import z\nimport app.gen.x\nimport app.gen.gone\n")
    found = read_codebase(parse_topology(LAW, "topology.yaml"), tmp_path)

    assert [(edge.line, edge.target) for edge in found.unresolved] == [(3, "app.gen.gone")]
