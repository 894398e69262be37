"""All entry points agree on which module an import reaches, on whole trees."""

import re
from pathlib import Path

import pytest

from import_conformance.judging.session import Request, open_session
from tests.support.linting import compile_into, lint, plant
from tests.support.tiny import run

LAYERS = """\
layers:
  api: {modules: app.api}
  store: {modules: app.store}
forbid:
  no-store: {from: api, to: store, because: the api asks the core}
"""
HEAD = "topology: 1\nname: Test\nsource: {{roots: [src], packages: [app]{more}}}\n"


def law(more: str = "", laws: str = LAYERS) -> dict[str, str]:
    """Return a topology with additional keys in `source`."""
    return {"topology.yaml": HEAD.format(more=more) + laws}


def found(root: Path, law: str | None = None) -> list[str]:
    """Return law and line of each finding of the engine."""
    judgements = open_session(Request(root / "topology.yaml")).judgements
    findings = sorted((f for one in judgements for f in one.findings), key=lambda f: (f.law, f.line))
    return [f"{f.law} {f.line}" for f in findings if law in (None, f.law)]


APIS = {
    "excluded": (
        ", exclude: [app.store.gen]",
        "import app.store.gen\nimport app.store.gen.t\nfrom app.store import gen\nfrom app.store.gen import t\n",
        {"src/app/store/gen/t.py": "", "src/app/store/x.py": ""},
    ),
    "compiled": (
        "",
        "import app.store.fast\nfrom app.store import fast\nfrom .store.slow import f\nfrom app.store.stub import C\n",
        {"src/app/store/fast.abi3.so": "", "src/app/store/slow.pyx": "", "src/app/store/stub.pyi": ""},
    ),
    "generated": (
        ", generated: ['app.store.*_pb2']",
        "import app.store.a_pb2\nfrom app.store import b_pb2\nfrom .store.c_pb2 import M\nfrom .store import d_pb2\n",
        {"src/app/store/x.py": "", "src/app/store/d_pb2.py": ""},
    ),
    "root": (
        "",
        "import src.app.store.x\nfrom src.app import store\nfrom src.app.store import x\nimport src.app.store\n",
        {"src/app/store/x.py": "X = 1\n"},
    ),
    "missing": (
        "",
        "import app.store.gone\nfrom app.store.gone import X\nfrom .store.gone.on import X\nimport app.store.a.b.c\n",
        {"src/app/store/__init__.py": "", "src/app/store/x.py": ""},
    ),
    "all": (
        "",
        "from app.store import *\n\n\nimport app.store\n",
        {"src/app/store/__init__.py": "__all__ = ['x']\n", "src/app/store/x.py": ""},
    ),
}


@pytest.mark.parametrize("case", sorted(APIS))
def test_each_entry_point_finds_the_same(case: str, tmp_path: Path) -> None:
    """The compiled contracts break at the statements that the engine finds."""
    more, text, files = APIS[case]
    plant(tmp_path, {"src/app/__init__.py": "", "src/app/api.py": text, **files, **law(more)})
    lines = {int(line.split()[1]) for line in found(tmp_path, "no-store")}
    compile_into(tmp_path)
    code, output = lint(tmp_path)

    assert lines == ({1, 4} if case == "all" else {1, 2, 3, 4})
    assert code == 1
    assert {
        int(line) for group in re.findall(r"\(l\.([\d, l.]+)\)", output) for line in re.findall(r"\d+", group)
    } == lines


@pytest.mark.parametrize("made", [False, True], ids=["before", "after"])
def test_generated_modules_may_exist_or_not(tmp_path: Path, made: bool) -> None:
    """`generated` accepts a missing and an existing file, and a layer of such modules is not empty."""
    laws = "layers: {made: {modules: app.gen}, api: {modules: app.api}}\nallow: [api -> made]\n"
    files = {
        "src/app/__init__.py": "from app._version import version\n",
        "src/app/api.py": "from app.gen import x_pb2\nfrom app import _version\n",
        **law(", generated: [app._version, app.gen]", laws),
    }
    plant(tmp_path, files | ({"src/app/_version.py": "version = 1\n", "src/app/gen/x_pb2.py": ""} if made else {}))

    assert found(tmp_path) == []


def test_a_generated_module_is_placed_and_its_imports_are_not_judged(tmp_path: Path) -> None:
    """An import of it can break a law, and imports in it cannot."""
    api = "try:\n    from app.store.gen import x\nexcept ImportError:\n    x = None\n"
    sources = {"src/app/api.py": api, "src/app/store/gen.py": "import app.api, app.nothing\n", "src/app/store/x.py": ""}
    plant(tmp_path, {**sources, **law(", generated: [app.store.gen]")})

    assert found(tmp_path) == ["no-store 2"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("app.store.fast", "fate: opaque: an extension module: there is no source to read"),
        ("src/app/store/fast.abi3.so", "fate: opaque: an extension module: there is no source to read"),
        ("app.store.old", "fate: excluded: excluded by line 3 of the topology: app.store.old"),
        ("app.store.gen", "file: none, it is generated, or a folder without modules"),
    ],
)
def test_where_knows_modules_without_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    """`where` gives the fate, the layer and the importers of a module without source."""
    sources = {"src/app/store/fast.abi3.so": "", "src/app/store/old.py": "", "src/app/store/x.py": ""}
    api = "from app.store import fast, gen, old\n"
    plant(tmp_path, {"src/app/api.py": api, **sources, **law(", generated: [app.store.gen], exclude: [app.store.old]")})
    monkeypatch.chdir(tmp_path)
    output = run("where", name).stdout

    assert f"    {said}\n" in output
    assert "    place: layer store\n" in output
    assert "Imported by: api 1\n" in output


def test_a_module_that_imports_itself_breaks_no_law(tmp_path: Path) -> None:
    """`allow` need not let a layer of one module import itself."""
    laws = "layers: {api: {modules: app.api}, other: {modules: app.other}}\nallow: [other -> other]\n"
    laws += "forbid: {none: {from: app.other, to: app.api}}\n"
    text = "from . import VERSION\nimport app.api\nfrom app import api\nfrom app.api import VERSION as X\nVERSION = 1\n"
    plant(tmp_path, {"src/app/__init__.py": "", "src/app/api/__init__.py": text, "src/app/other.py": ""})
    plant(tmp_path, law("", laws))

    assert found(tmp_path) == []
