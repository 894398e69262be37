"""Every import has one answer, which all laws share: what exists in any sense is never called missing."""

import pytest

from import_conformance.model.base.facts import Facts, ImportStatement
from import_conformance.model.topology import Guard, ImportKind
from import_conformance.reading.resolving.importable import ImportableNames
from import_conformance.reading.resolving.resolution import edges_of
from tests.support.resolving import Read, edges, missing


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
