"""Modules whose source is not judged exist all the same: excluded ones, those without source, and generated ones."""

import pytest

from import_conformance.model.codebase import Fate
from tests.support.resolving import Read, edges, missing

SPELLINGS = """\
import app.gen
import app.gen.t
from app import gen
from app.gen import t
from app.gen.t import T
from app.gen import *
from . import gen
from .gen.t import T as X
"""
SPELT = ["1 app.gen", "2 app.gen.t", "3 app.gen", "4 app.gen.t", "5 app.gen.t", "6 app.gen", "7 app.gen", "8 app.gen.t"]


@pytest.mark.parametrize("init", [{"app/gen/__init__.py": ""}, {}], ids=["package", "folder"])
@pytest.mark.parametrize("top", [{"app/__init__.py": ""}, {}], ids=["package", "folder"])
def test_an_import_of_an_excluded_module_is_an_edge_in_every_spelling(
    read: Read, init: dict[str, str], top: dict[str, str]
) -> None:
    """Excluded modules are not judged for what they import, and stay places that imports lead to."""
    gen = {"app/gen/t.py": "import app.nothing\nT = 1\n"}
    found = read({"app/a.py": SPELLINGS, **gen, **init, **top}, ", exclude: [app.gen]")

    assert edges(found) == SPELT
    assert missing(found) == []
    assert {edge.importer for edge in found.imports} == {"app.a"}


def test_names_that_an_excluded_package_binds_are_not_checked(read: Read) -> None:
    """Its file is not read; a folder without one holds no more than its modules."""
    sources = {
        "app/gen/__init__.py": "",
        "app/raw/x.py": "",
        "app/a.py": "from app.gen import T\nfrom app.raw import U\n",
    }
    found = read(sources, ", exclude: [app.gen, app.raw]")

    assert edges(found) == ["1 app.gen", "2 app.raw"]
    assert missing(found) == ["2 app.raw.U"]


def test_a_layer_of_excluded_modules_is_one_that_can_be_named(read: Read) -> None:
    """The place of an excluded module is that of its pattern."""
    found = read({"app/gen/t.py": "", "app/a.py": ""}, ", exclude: [app.gen]", "layers: {made: {modules: app.gen}}\n")

    assert {module: at.layer for module, at in found.places.items()} == {"app.gen": "made", "app.gen.t": "made"}


@pytest.mark.parametrize(
    "file",
    [
        "x.cpython-311-x86_64-linux-gnu.so",
        "x.abi3.so",
        "x.so",
        "x.cp313-win_amd64.pyd",
        "x.pyd",
        "x.pyc",
        "x.pyx",
        "x.pyi",
        "x/__init__.pyi",
        "x/__init__.pyc",
        "x/__init__.cpython-313-darwin.so",
    ],
)
def test_a_module_without_source_exists(read: Read, file: str) -> None:
    """Compiled modules, Cython sources and lone stubs are imported in every spelling, and import nothing."""
    text = "import app.x\nfrom app import x\nfrom app.x import f\nfrom .x import g\n"
    found = read({"app/__init__.py": "", f"app/{file}": "import app.a\n", "app/a.py": text})

    assert edges(found) == ["1 app.x", "2 app.x", "3 app.x", "4 app.x"]
    assert missing(found) == []
    assert [file.module for file in found.files if file.fate is Fate.OPAQUE] == ["app.x"]


@pytest.mark.parametrize("file", ["__pycache__/x.cpython-311.pyc", "__pycache__/x.pyc", "x.cpython-311.pyc", "x.pyo"])
def test_a_cached_pyc_is_no_module(read: Read, file: str) -> None:
    """Without its source it is never loaded; only a `.pyc` under the name of the module itself is."""
    found = read({"app/__init__.py": "", f"app/{file}": "", "app/a.py": "import app.x\n"})

    assert missing(found) == ["1 app.x"]


def test_a_module_without_source_stands_in_a_layer(read: Read) -> None:
    """A pattern claims it, alone in its folder too."""
    found = read({"app/native/fast.so": "", "app/a.py": ""}, laws="layers: {native: {modules: app.native.fast}}\n")

    assert list(found.places) == ["app.native.fast"]
    assert "app.native" in found.modules


def test_the_source_of_a_module_is_judged_and_not_what_was_built_of_it(read: Read) -> None:
    """A stub or an extension module beside the `.py` file of its name is no module of its own."""
    files = {"app/x.py": "import app.a\n", "app/x.pyi": "", "app/x.abi3.so": "", "app/a.py": "import app.x\n"}
    found = read(files)

    assert {file.path: file.fate for file in found.files} == {
        "app/a.py": Fate.UNPLACED,
        "app/x.abi3.so": Fate.NOT_IMPORTABLE,
        "app/x.py": Fate.UNPLACED,
        "app/x.pyi": Fate.NOT_IMPORTABLE,
    }
    assert edges(found, "app.x") == ["1 app.a"]


GENERATED = ", generated: [app._version, app.gen, 'app.**.*_pb2']"
IMPORTS = """\
from app._version import version
from app import _version
import app.gen.t
from app.gen import t
from app.api import x_pb2
from app.api.x_pb2 import M
import app.api.y_pb2
from app.gen import *
"""
AFTER = {"app/_version.py": "import app.a\n", "app/gen/t.py": "import no\n", "app/api/x_pb2.py": "import app.nothing\n"}


@pytest.mark.parametrize("there", [{}, AFTER, {**AFTER, "app/gen/__init__.py": "", "app/api/y_pb2.py": ""}])
def test_a_generated_module_exists_before_and_after_it_is_made(read: Read, there: dict[str, str]) -> None:
    """One answer for both, so that one baseline holds for both; the files that are there count as generated."""
    found = read({"app/__init__.py": "", "app/api/__init__.py": "", "app/a.py": IMPORTS, **there}, GENERATED)

    assert edges(found) == [
        *("1 app._version", "2 app._version", "3 app.gen.t", "4 app.gen", "5 app.api.x_pb2", "6 app.api.x_pb2"),
        *("7 app.api.y_pb2", "8 app.gen"),
    ]
    assert missing(found) == []
    assert found.count(Fate.GENERATED) == len(there)
    assert found.modules == {
        *("app", "app.a", "app.api", "app._version", "app.gen", "app.gen.t", "app.api.x_pb2", "app.api.y_pb2")
    }


def test_a_generated_module_that_is_named_by_itself_is_reached_by_itself(read: Read) -> None:
    """Laws may speak of it, before it is there and after."""
    law = ", generated: [app.gen, app.gen.t]"
    before = read({"app/a.py": "from app.gen import t, u\n"}, law, "layers: {t: {modules: app.gen.t}}\n")
    after = read({"app/gen/t.py": "", "app/gen/u.py": ""}, law, "layers: {t: {modules: app.gen.t}}\n")

    assert edges(before) == edges(after) == ["1 app.gen.t", "1 app.gen"]
    assert list(before.places) == list(after.places) == ["app.gen.t"]


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("app.pb.*_pb2", ("import app.pb", "from app import pb", "from app.pb import x_pb2", "from .pb import x_pb2")),
        ("app.pb.v1.*_pb2", ("import app.pb", "import app.pb.v1", "from app.pb import v1", "from app.pb import *")),
        ("'app.*.pb.*_pb2'", ("import app.api.pb", "from app.api import pb", "from app.api.pb import x_pb2")),
        ("'app.**.pb.*'", ("import app.api.pb", "import app.pb", "from app.api.pb import x")),
        ("'app.*.made'", ("import app.x.made", "from app.x import made", "from .x import made")),
        ("app.pb.x_pb2", ("import app.pb", "from app import pb", "from app.pb import x_pb2")),
    ],
)
def test_packages_above_generated_modules_exist(read: Read, pattern: str, texts: tuple[str, ...]) -> None:
    """The build makes their folders with them, whichever spelling asks for it."""
    law = f", generated: [{pattern}]"
    found = read({"app/__init__.py": "", "app/api/__init__.py": "", "app/a.py": "\n".join(texts)}, law)

    assert missing(found) == []
    assert len(edges(found)) == len(texts)


@pytest.mark.parametrize(
    "text",
    ["import app.pb.x", "from app.pb import x", "import app.pc", "from app.x import made, other", "import app.x"],
)
def test_what_generated_patterns_do_not_name_is_missing(read: Read, text: str) -> None:
    """Neither other modules beside the generated ones, nor what a bare `*` of a pattern could stand for."""
    found = read({"app/__init__.py": "", "app/a.py": text}, ", generated: [app.pb.*_pb2, 'app.*.made']")

    assert missing(found)
