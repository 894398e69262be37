"""A foreign repository: a source root, habits and tests of its own, and nothing of this package."""

from pathlib import Path

TOPOLOGY = """\
topology: 1
name: Parcels
source: {roots: [src], packages: [parcels], baseline: topology.baseline.json}
layers:
  web: {modules: "parcels.{area}.web"}
  services: {modules: "parcels.{area}.services"}
  store: {modules: "parcels.{area}.store"}
axes: {area: [orders, tracking, billing]}
allow:
  - web -> web services
  - services -> services store
  - store -> store
"""
SUITE = "".join(f"from import_conformance.suite.{group} import *\n" for group in ("contracts", "layers", "rules"))
PYPROJECT = """\
[project]
name = "parcels"
version = "2019.4"

[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = "-ra --strict-markers"
filterwarnings = ["error"]
"""
# Tabs, relative imports, line ends of Windows, an encoding of its own, folders without `__init__.py`, a star.
SOURCES = {
    "{0}/web/views.py": "from ..services import {0}_service\n\nclass View:\n\tservice = {0}_service.Service()\n",
    "{0}/services/{0}_service.py": "from {1}.{0}.store.rows import *\r\n\r\nclass Service:\r\n    row = Row\r\n",
    "{0}/store/rows.py": "# -*- coding: latin-1 -*-\nclass Row: name = 'Stra\xdfe'\n",
}
AREAS = ("orders", "tracking", "billing")
# In an area's rows: what is below imports what is above.
BREACH = "import parcels.orders.web.views\n"
BREACHED = "src/parcels/orders/store/rows.py"
LAW = "store-to-web"


def build(home: Path) -> None:
    """Write the repository without anything of this package."""
    (home / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (home / "tests").mkdir()
    (home / "tests/test_parcels.py").write_text("def test_nothing():\n    assert True\n", encoding="utf-8")
    for area in AREAS:
        for path, text in SOURCES.items():
            file = home / "src/parcels" / path.format(area)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.format(area, "parcels").encode("latin-1"))
    (home / "src/parcels/__init__.py").touch()


def adopt(home: Path) -> None:
    """Write what a reader of the README would: a topology, and the folder for the suite."""
    (home / "topology.yaml").write_text(TOPOLOGY, encoding="utf-8")
    (home / "conformance").mkdir()
    (home / "conformance/test_architecture.py").write_text(SUITE, encoding="utf-8")


def breach(home: Path) -> None:
    """Plant an import that the law does not allow."""
    file = home / BREACHED
    file.write_bytes(file.read_bytes() + BREACH.encode())


def repair(home: Path) -> None:
    """Remove the breach."""
    file = home / BREACHED
    file.write_bytes(file.read_bytes().removesuffix(BREACH.encode()))
