"""Every import has one answer, which all laws share: what exists in any sense is never called missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from import_conformance.model.codebase import Codebase, Fate
from import_conformance.model.facts import Facts, ImportStatement
from import_conformance.model.topology import Guard, ImportKind
from import_conformance.reading.codebase import read_codebase
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.resolution import edges_of
from import_conformance.reading.topology.load import parse_topology
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


def test_an_import_that_may_fail_is_not_broken() -> None:
    """Code that handles the failure states that the module may be absent; the package above it is imported anyhow."""
    names = ImportableNames(frozenset({"app", "app.a"}), frozenset({"app"}), frozenset(), ("app",))
    said = [ImportStatement(at, 1, "app.gone", 0, ("x",), ImportKind.RUNTIME, guard) for at, guard in enumerate(Guard)]
    found = edges_of({"app.a": Facts(tuple(said))}, names)

    assert [edge.guard for edge in found.unresolved] == [Guard.NONE, Guard.DEAD]
    assert [edge.imported for edge in found.internal] == ["app"] * 3


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("import app.core.gone", ["1 app.core"]),
        ("from app.core.gone import X", ["1 app.core"]),
        ("import app.core.gone.deeper.still", ["1 app.core"]),
        ("from app.core.gone.deeper import X", ["1 app.core"]),
        ("from .core.gone import X", ["1 app.core"]),
        ("import app.gone", ["1 app"]),
    ],
)
def test_a_missing_module_reaches_the_nearest_package_that_exists(read: Read, text: str, reached: list[str]) -> None:
    """Python runs it before it finds that the rest is not there."""
    found = read({"app/__init__.py": "", "app/core/__init__.py": "", "app/a.py": f"{text}\n"})

    assert edges(found) == reached
    assert len(found.unresolved) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("app/a.py", "import app.a"),
        ("app/a.py", "from app import a"),
        ("app/a.py", "from . import a as me"),
        ("app/a.py", "from app.a import X"),
        ("app/a/__init__.py", "from . import X\nX = 1"),
        ("app/a/__init__.py", "from app.a import X\nX = 1"),
        ("app/a/__init__.py", "from . import *"),
    ],
)
def test_a_module_does_not_depend_on_itself(read: Read, file: str, text: str) -> None:
    """No spelling of an import makes it depend on itself."""
    assert edges(read({"app/__init__.py": "", file: f"{text}\n"})) in ([], ["1 app"])
    assert "1 app.a" not in edges(read({file: f"{text}\n"}))


@pytest.mark.parametrize(
    ("init", "reached"),
    [
        ("__all__ = ['drv']", ["1 app.sub", "1 app.sub.drv"]),
        ("__all__: list[str] = ['drv', 'other', 'gone']", ["1 app.sub", "1 app.sub.drv", "1 app.sub.other"]),
        ("__all__ = ('drv',)\n__all__ += ('other',)", ["1 app.sub", "1 app.sub.drv", "1 app.sub.other"]),
        ("__all__ = ['drv']\n__all__.append('other')", ["1 app.sub", "1 app.sub.drv", "1 app.sub.other"]),
        ("__all__ = ['drv']\n__all__.extend(['other'])", ["1 app.sub", "1 app.sub.drv", "1 app.sub.other"]),
        ("from . import drv\n__all__ = ['drv']", ["1 app.sub", "1 app.sub.drv"]),
        ("__all__ = ['drv']\ndef drv(): ...", ["1 app.sub"]),
        ("__all__ = ['drv']\nfrom .other import drv", ["1 app.sub"]),
        ("__all__ = sorted(globals())", ["1 app.sub"]),
        ("'''\n__all__ = ['drv']\n'''", ["1 app.sub"]),
        ("X = 1", ["1 app.sub"]),
    ],
)
def test_a_star_import_reaches_the_modules_that_all_names(read: Read, init: str, reached: list[str]) -> None:
    """Python imports what a literal `__all__` names and the package does not bind itself."""
    sub = {"app/sub/__init__.py": f"{init}\n", "app/sub/drv.py": "", "app/sub/other.py": ""}
    found = read({"app/a.py": "from app.sub import *\n", **sub})

    assert sorted(edges(found)) == reached
    assert missing(found) == []


@pytest.mark.parametrize(
    ("roots", "text", "target"),
    [
        ("[src]", "from src.app.store import S", "app.store"),
        ("[src]", "import src.app.store", "app.store"),
        ("[src]", "from src.app import store", "app.store"),
        ("[src]", "from src import app", "app"),
        ("[packages/core/src]", "from packages.core.src.app import store", "app.store"),
        ("[packages/core/src]", "from src.app import store", "app.store"),
        ("[packages/core/src/]", "import core.src.app.store", "app.store"),
        ("[./src]", "from src.app.store import S", "app.store"),
    ],
)
def test_own_code_under_the_name_of_its_root_is_own_code(read: Read, roots: str, text: str, target: str) -> None:
    """Python started above the root imports the same files under the longer name."""
    files = {"app/__init__.py": "", "app/store.py": "S = 1\n", "app/a.py": f"{text}\n"}
    found = read(files, roots=roots)

    assert f"1 {target}" in edges(found)
    assert not found.externals
    assert missing(found) == []


def test_a_package_of_the_name_of_a_root_is_another(read: Read) -> None:
    """What is not own code below such a name comes from outside."""
    found = read({"app/a.py": "import src.other\nfrom src import thing\nimport srcery.app\n"})

    assert [edge.imported for edge in found.externals] == ["src.other", "src", "srcery.app"]
    assert missing(found) == []


@pytest.mark.parametrize("file", ["app/data/page.html", "app/data/__pycache__/x.pyc"])
def test_a_folder_without_modules_is_imported_all_the_same(read: Read, file: str) -> None:
    """To Python it is a package without names; it is a module of the code base only where it is imported."""
    text = "import app.data\nfrom app import data\nfrom app.data import page\nimport app.data.page\n"
    found = read({"app/__init__.py": "", file: "", "app/other/x.txt": "", "app/a.py": text})

    assert edges(found) == ["1 app.data", "2 app.data", "3 app.data", "4 app.data"]
    assert missing(found) == ["3 app.data.page", "4 app.data.page"]
    assert found.modules == {"app", "app.a", "app.data"}


SIX = 'import sys\n__path__ = []\nsys.meta_path.append(object())\nsys.modules[__name__ + ".moves"] = object()\n'


@pytest.mark.parametrize(
    ("file", "source", "text"),
    [
        ("app/_vendor/six.py", SIX, "from app._vendor.six.moves import urllib"),
        ("app/_vendor/six.py", SIX, "from ._vendor.six.moves.urllib.parse import quote"),
        ("app/_vendor/six.py", SIX, "import app._vendor.six.moves.urllib"),
        ("app/_vendor/six.py", SIX, "from app._vendor.six import moves"),
        ("app/_vendor/six.py", 'import sys\nsys.modules[__name__ + ".moves"] = 1\n', "import app._vendor.six.moves"),
        ("app/extern/__init__.py", "import sys\nsys.meta_path.insert(0, X)\n", "from app.extern.packaging import v"),
        ("app/extern/__init__.py", "from sys import modules\nmodules['app.extern.x'] = 1\n", "import app.extern.x"),
    ],
)
def test_a_module_that_makes_others_as_it_runs_is_reached_for_them(
    read: Read, file: str, source: str, text: str
) -> None:
    """What is vendored with `six.moves` is no missing module, and the import leads to the module that makes it."""
    found = read({file: source, "app/a.py": f"{text}\n"})

    assert edges(found) == [f"1 {file.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"]
    assert missing(found) == []


@pytest.mark.parametrize(
    "extend",
    [
        '__path__ = __import__("pkgutil").extend_path(__path__, __name__)',
        "from pkgutil import extend_path\n__path__ = extend_path(__path__, __name__)",
        "import os\n__path__.append(os.environ['MORE'])",
        "import pkg_resources\npkg_resources.declare_namespace(__name__)",
    ],
)
def test_what_a_package_in_portions_does_not_hold_here_comes_from_elsewhere(read: Read, extend: str) -> None:
    """Another distribution may hold it; the package itself is reached all the same."""
    text = "import app.billing.x\nfrom app.billing import y\nfrom app import billing\n"
    found = read({"app/__init__.py": f"{extend}\n", "app/a.py": text})

    assert missing(found) == []
    assert edges(found) == ["1 app", "2 app", "3 app"]
    assert [edge.imported for edge in found.externals if edge.importer == "app.a"] == ["app.billing.x", "app.billing"]
