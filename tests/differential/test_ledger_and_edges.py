"""The ledger and the edges, against an independent scan and grimp's scanner, on code that was not written for them."""

import asyncio
import importlib.util
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from import_conformance.model.codebase import Codebase, Fate, Import, Unresolved
from import_conformance.model.topology import ImportKind, Source, Topology
from import_conformance.reading.scanning.grimp_scan import scan as scan_by_grimp
from import_conformance.reading.text.source_text import decode
from tests.differential import hard_cases
from tests.differential.plain_scan import Edge, Scan, scan
from tests.support.building import read_codebase

# Packages that every build of Python 3.11 and later has; together they are one code base.
STANDARD_LIBRARY = (
    *("asyncio", "collections", "concurrent", "ctypes", "email", "encodings", "html", "http", "importlib", "json"),
    *("logging", "multiprocessing", "re", "sqlite3", "tomllib", "unittest", "urllib", "wsgiref", "xml", "xmlrpc"),
    "zoneinfo",
)
FATES = {
    Fate.UNPLACED: "module",
    Fate.SHADOWED: "shadowed",
    Fate.UNPARSABLE: "unparsable",
    Fate.NOT_IMPORTABLE: "not importable",
    Fate.NOT_REGULAR: "not regular",
    Fate.OPAQUE: "opaque",
}


class Both(NamedTuple):
    """One body of code below a root, as the tool reads it under an empty law, and as the plain scan does."""

    root: Path
    packages: tuple[str, ...]
    ours: Codebase
    plain: Scan


@pytest.fixture(scope="module", name="both", params=["sample", "hard cases", "standard library", "networkx", "rich"])
def _both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    name: str = request.param
    packages: tuple[str, ...] = (name,)
    if name == "sample":
        root, packages = Path(__file__).parents[2] / "examples/hoc", ("app",)
    elif name == "hard cases":
        root, packages = hard_cases.build(tmp_path_factory.mktemp("hard")), ("app",)
    elif name == "standard library":
        root, packages = Path(asyncio.__file__).parents[1], STANDARD_LIBRARY
    else:
        spec = importlib.util.find_spec(name)
        assert spec
        assert spec.origin
        root = Path(spec.origin).parents[1]
    topology = Topology("any.yaml", "any", Source((str(root),), packages))
    return Both(root, packages, read_codebase(topology, root), scan(root, packages))


def edge(found: Import | Unresolved) -> Edge:
    """Return one of our edges in the form of the plain scan."""
    target = found.imported if isinstance(found, Import) else found.target
    return Edge(found.importer, target, found.line, found.column, str(found.kind), found.names)


def test_the_ledger_is_what_lies_on_disk(both: Both) -> None:
    """Each file below the packages has the fate and the module name that Python's own finder gives it."""
    ours = ((file, None if file.fate is Fate.NOT_REGULAR else file.module) for file in both.ours.files)
    assert {file.path: (FATES[file.fate], module) for file, module in ours} == both.plain.files


def test_the_modules_are_the_files_and_the_folders_above_them(both: Both) -> None:
    """Every file that Python would import and every folder above one is a module, and nothing else is."""
    files = {module for fate, module in both.plain.files.values() if fate in ("module", "unparsable", "opaque")}

    assert both.ours.modules == files | both.plain.namespaces


def test_internal_edges_are_the_same(both: Both) -> None:
    """Importer, imported, line, column, kind and names of each import within the packages agree."""
    assert Counter(map(edge, both.ours.imports)) == Counter(both.plain.internal)


def test_external_imports_are_the_same(both: Both) -> None:
    """Importer, imported, line, column, kind and names of each import that leaves the packages agree."""
    assert Counter(map(edge, both.ours.externals)) == Counter(both.plain.external)


def test_unresolved_imports_are_the_same(both: Both) -> None:
    """Importer, target, line, column, kind and names of each import that leads nowhere agree."""
    assert Counter(map(edge, both.ours.unresolved)) == Counter(both.plain.unresolved)


def test_grimp_finds_the_same_edges(both: Both) -> None:
    """The pairs of modules agree with grimp's own scanner, but for what grimp cannot be asked about.

    - Imports by a call (`import_module("app.a")`) are edges here; grimp does not look at calls.
    - An import with more dots than there are packages above it ends grimp's process; such files are not shown to it.
    - grimp has no module without a text; folders without `__init__.py` are shown to it as packages with an empty one.
    - A module that takes something from itself imports nothing; grimp draws an arrow from it to itself.
    - The import of what is not there reaches the nearest package above it; grimp takes no notice of it.
    """
    packages = {module for module, path in both.ours.paths.items() if path.endswith("/__init__.py")}
    folders = both.ours.modules - both.ours.paths.keys()
    beyond = {found.importer for found in both.ours.unresolved if found.target.startswith(".")}
    shown = {module: path for module, path in both.ours.paths.items() if module in both.ours.facts}
    texts = {module: str(decode((both.root / path).read_bytes())) for module, path in shown.items()}
    texts |= dict.fromkeys((*folders, *beyond), "")

    broken = {(found.importer, found.line, found.column) for found in both.ours.unresolved}
    statements = [
        found
        for found in both.ours.imports
        if found.kind is not ImportKind.DYNAMIC and found.importer not in beyond
        if (found.importer, found.line, found.column) not in broken
    ]
    pairs = {(found.importer, found.imported) for found in statements}
    theirs = scan_by_grimp(texts, frozenset(packages | folders), both.packages)
    lost = {(one, other) for one, other in theirs - pairs if one != other}
    assert not {pair for pair in lost if pair not in _of(both, broken)}
    assert not pairs - theirs


def _of(both: Both, broken: set[tuple[str, int, int]]) -> set[tuple[str, str]]:
    """The pairs of statements of which a part leads nowhere."""
    places = ((found, (found.importer, found.line, found.column)) for found in both.ours.imports)
    return {(found.importer, found.imported) for found, place in places if place in broken}


def test_there_is_enough_to_compare(both: Both) -> None:
    """No body of code is empty, since a comparison of empty results would always agree."""
    assert both.ours.files
    assert both.ours.imports
    assert both.ours.externals
