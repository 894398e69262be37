"""Which names a package binds is known where its text shows it; a name that it does not bind is missing."""

from pathlib import Path

import pytest

from import_conformance.reading.cache.index import Index
from import_conformance.reading.topology.load import parse_topology
from tests.support.building import read_codebase
from tests.support.linting import plant

LAW = "topology: 1\nname: Test\nsource: {roots: [.], packages: [app]}\n"


def gone(root: Path, sources: dict[str, str], index: Index | None = None) -> list[str]:
    """Return what is imported from a tree and does not exist."""
    plant(root, sources)
    found = read_codebase(parse_topology(LAW, "topology.yaml"), root, index=index)
    return [edge.target for edge in found.unresolved]


@pytest.mark.parametrize(
    "text",
    [
        "from app import X",
        "from . import X",
        "from .. import X",
        "from app import store, X",
        "from app import (\n X,\n)",
    ],
)
def test_a_name_that_a_package_does_not_bind_is_missing(tmp_path: Path, text: str) -> None:
    """In every spelling; what is a module is not."""
    place = "app/sub/b.py" if ".." in text else "app/b.py"

    assert gone(tmp_path, {"app/__init__.py": "", "app/store.py": "X = 1\n", place: f"{text}\n"}) == ["app.X"]


@pytest.mark.parametrize(
    "init",
    [
        "X = 1",
        "X: int = 1",
        "X, Y = 1, 2",
        "[a, *X] = 1, 2",
        "X += 1",
        "def X(): ...",
        "async def X(): ...",
        "class X: ...",
        "import X",
        "import X.y",
        "import y as X",
        "from y import X",
        "from y import z as X",
        "from y import (a,\n  X)",
        "if a:\n    X = 1",
        "try:\n    from y import X\nexcept ImportError:\n    X = None",
        "try:\n    pass\nexcept E as X:\n    pass",
        "for X in []: ...",
        "for a, (b, X) in []: ...",
        "with a as X: ...",
        "with a as (b, X): ...",
        "while (X := f()): ...",
        "print(X := 1)",
        "y = [X := i for i in z]",
        "match a:\n    case {'k': X}: ...",
        "match a:\n    case [*X]: ...",
        "match a:\n    case {**X}: ...",
        "match a:\n    case 1 as X: ...",
        "def f():\n    global X\n    X = 1",
        "X = 1\ndel X",
        "if TYPE_CHECKING:\n    from y import X",
        "a = X = 1",
        "def __getattr__(name): ...",
        "from lazy import __getattr__",
        "__getattr__, __dir__, __all__ = lazy.attach(__name__, submodules=['s'])",
        "globals()['X'] = 1",
        "globals().update(a)",
        "vars()['X'] = 1",
        "locals()['X'] = 1",
        "exec('X = 1')",
        "import sys\nsetattr(sys.modules[__name__], 'X', 1)",
        "import sys\nsys.modules[__name__] = Lazy()",
        "import sys\nsys.modules[__name__].__class__ = Lazy",
        "import sys\nsys.modules[__name__].__dict__['X'] = 1",
        "import apipkg\napipkg.initpkg(__name__, {'X': 'y:z'})",
        "from outside import *",
        "from .consts import *",
        "from .open import *",
        "from .second import *",
        "import app\napp.X = 1",
        "import app as me\nme.X, y = 1, 2",
        "def f():\n    import app\n    app.X: int = 1",
        "import sys\nsys.modules['app'].X = 1",
        "from sys import modules\nmodules['app'].X = 1",
        "from .more import *",
        "from app.compiled import *",
    ],
)
def test_what_a_package_may_bind_is_not_missing(tmp_path: Path, init: str) -> None:
    """Every statement that binds a name at module level, what star imports bring, and all that cannot be known."""
    others = {
        "app/consts.py": "X = 1\n",
        "app/open.py": "def __getattr__(name): ...\n",
        "app/second.py": "from app.consts import *\n",
        "app/compiled.so": "",
        "app/b.py": "from app import X\n",
        "app/more/__init__.py": "__all__ = ['X']\n",
        "app/more/X.py": "",
    }
    assert gone(tmp_path, {"app/__init__.py": f"{init}\n", **others}) == []


@pytest.mark.parametrize(
    "init",
    [
        "'''\nX = 1\nfrom y import X\n'''",
        "# X = 1",
        "X == 1",
        "X: int",
        "print('X = 1')",
        "from y import X as Z",
        "import y.X",
        "def f():\n    X = 1",
        "class C:\n    X = 1",
        "a.X = 1",
        "f(X=1)",
        "def f(X): ...",
        "def f():\n    from y import X",
        "XX = 1\nX1 = 2",
        "from .empty import *",
        "from . import X",
        "from . import X\nprint(X)\n__all__ = ['X']",
        "from app.empty import *\nfrom .round import *",
        "import logging\nlogging.getLogger(__name__).addHandler(logging.NullHandler())",
    ],
)
def test_text_that_only_looks_like_a_binding_binds_nothing(tmp_path: Path, init: str) -> None:
    """Text in strings and comments, names of attributes, and what is bound in functions and classes."""
    others = {"app/empty.py": "Y = 1\n", "app/round.py": "from app import *\n", "app/b.py": "from app import X\n"}

    assert [target for target in gone(tmp_path, {"app/__init__.py": f"{init}\n", **others}) if target == "app.X"]


def test_the_stub_of_a_package_declares_its_names(tmp_path: Path) -> None:
    """Where an `__init__.pyi` lies beside the code, type checkers find names that the code need not show."""
    sources = {"app/__init__.py": "import lazy\n", "app/__init__.pyi": "X: int\n", "app/b.py": "from app import X\n"}

    assert gone(tmp_path, sources) == []


def test_names_that_every_module_has_are_not_missing(tmp_path: Path) -> None:
    """`__name__`, `__path__` and the like exist without a binding."""
    assert gone(tmp_path, {"app/__init__.py": "", "app/b.py": "from app import __name__, __path__, __doc__\n"}) == []


def test_a_file_that_cannot_be_read_may_bind_anything(tmp_path: Path) -> None:
    """The file is a finding by itself, so its names are not."""
    assert gone(tmp_path, {"app/__init__.py": "def f(:\n", "app/b.py": "from app import X\n"}) == []


def test_a_removed_name_is_missing_in_the_next_run(tmp_path: Path) -> None:
    """Cached facts of a package hold only together with the names that were requested of it."""
    sources = {"app/__init__.py": "X = 1\n", "app/b.py": "from app import X\n"}
    path = tmp_path / "kept/facts"

    assert gone(tmp_path, sources, Index(path)) == []
    assert gone(tmp_path, sources, Index(path)) == []
    assert gone(tmp_path, {"app/__init__.py": "Y = 1\n"}, Index(path)) == ["app.X"]
    assert gone(tmp_path, {"app/b.py": "from app import Y, Z\n"}, Index(path)) == ["app.Z"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("from src.app import nope", ["app.nope"]),
        ("from src.app import store, X, nope", ["app.nope"]),
        ("from src.app import X", []),
        ("from src.app.sub import nope", ["app.sub.nope"]),
        ("from src.app.gone import *", ["app.gone"]),
        ("from src.app import (\n  nope as n)", ["app.nope"]),
        ("from src import app, ap", []),
    ],
)
def test_what_is_taken_under_the_name_of_a_root_is_asked_of_the_package(
    tmp_path: Path, text: str, missing: list[str]
) -> None:
    """`src.app` is `app`, so the names that it does not bind are missing as well."""
    sources = {"src/app/__init__.py": "X = 1\n", "src/app/sub/__init__.py": "", "src/app/store.py": ""}
    plant(tmp_path, {**sources, "src/app/b.py": f"{text}\n"})

    found = read_codebase(parse_topology(LAW.replace("[.]", "[src]"), "topology.yaml"), tmp_path)

    assert [edge.target for edge in found.unresolved] == missing


@pytest.mark.parametrize("text", ["from src.app import *", "from app import *", "from . import *"])
def test_a_star_reaches_the_modules_of_all_in_every_spelling(tmp_path: Path, text: str) -> None:
    """Also under the name of a root."""
    plant(tmp_path, {"src/app/__init__.py": "__all__ = ['store']\n", "src/app/store.py": "", "src/app/b.py": text})

    found = read_codebase(parse_topology(LAW.replace("[.]", "[src]"), "topology.yaml"), tmp_path)

    assert "app.store" in [edge.imported for edge in found.imports if edge.importer == "app.b"]


@pytest.mark.parametrize(
    "text",
    [
        "__all__ = ['store']",
        "__all__: list[str] = ['store']",
        "__all__ = []\n__all__ += ['store']",
        "__all__ = []\n__all__.extend(['store'])",
        "__all__ = []\n__all__.extend(('x', *('store',)))",
        "__all__ = []\n__all__.append('store')",
        "__all__ = [*a.__all__, 'store']",
        "__all__ = a.__all__ + ['store']",
        "__all__ = list(('store',))",
        "__all__ = tuple(['store'])",
        "__all__ = sorted(['store', 'x'])",
        "__all__ = sorted({'store'} | set(a.__all__))",
        "__all__ = ['x'] + (['store'] if a else [])",
        "__all__ = 'x store'.split()",
    ],
)
def test_the_names_of_all_are_known_in_many_spellings(tmp_path: Path, text: str) -> None:
    """What a star takes are the modules among them."""
    plant(tmp_path, {"app/__init__.py": text, "app/store.py": "", "app/b.py": "from app import *\n"})

    found = read_codebase(parse_topology(LAW, "topology.yaml"), tmp_path)

    assert [edge.imported for edge in found.imports if edge.importer == "app.b"] == ["app.store", "app"]


@pytest.mark.parametrize(
    "text",
    [
        "__all__ = ['x']\n__all__.remove('store')",
        "__all__ = {'x'}\n__all__ -= {'store'}",
        "__all__ = names('store')",
        "__all__ = a.__all__\n__all__ += a.__all__",
    ],
)
def test_a_star_takes_only_the_names_of_all(tmp_path: Path, text: str) -> None:
    """A list that the file itself does not determine is not followed; no name is missing because of it."""
    sources = {"app/__init__.py": text, "app/store.py": "", "app/b.py": "from app import *\n"}
    plant(tmp_path, sources)

    found = read_codebase(parse_topology(LAW, "topology.yaml"), tmp_path)

    assert [edge.imported for edge in found.imports if edge.importer == "app.b"] == ["app"]
    assert not found.unresolved
