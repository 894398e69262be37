"""A code base is read as it is on disk, also while that changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from import_conformance.model.codebase import Codebase, Fate
from import_conformance.reading import file_facts
from import_conformance.reading.cache.index import Index
from import_conformance.reading.codebase import ATTEMPTS
from import_conformance.reading.text.source_text import read_bytes
from import_conformance.reading.topology.load import parse_topology
from tests.support.building import read_codebase

LAW = "topology: 1\nname: Test\nsource: {roots: [.], packages: [app]}\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Write a module, and one that imports it."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app/a.py").write_text("import app.b\n")
    (tmp_path / "app/b.py").write_text("")
    return tmp_path


def read(
    tree: Path, monkeypatch: pytest.MonkeyPatch, before: Callable[[Path], object], index: Index | None
) -> Codebase:
    """The code base, when something happens each time before a file is read that the walk has found."""

    def reading(path: str) -> object:
        before(Path(path))
        return read_bytes(path)

    monkeypatch.setattr(file_facts, "read_bytes", reading)
    return read_codebase(parse_topology(LAW, "topology.yaml"), tree, index=index)


@pytest.mark.parametrize("index", [None, Index()])
def test_a_file_deleted_before_it_is_read_is_treated_as_absent(
    tree: Path, monkeypatch: pytest.MonkeyPatch, index: Index | None
) -> None:
    """It has no line in the ledger, and the import of it leads nowhere, as in a run that begins after that."""
    found = read(tree, monkeypatch, lambda _: (tree / "app/b.py").unlink(missing_ok=True), index)

    assert [file.path for file in found.files] == ["app/a.py"]
    assert [edge.target for edge in found.unresolved] == ["app.b"]


def test_files_that_keep_changing_are_reported_in_the_end(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the last attempt, the file that is gone by then is one that cannot be read."""
    names = iter("cdefgh")

    def change(path: Path) -> None:
        if path.stem not in "ab":
            path.unlink()
        elif path.stem == "a":
            (tree / f"app/{next(names)}.py").touch()

    (tree / "app/z.py").touch()
    found = read(tree, monkeypatch, change, None)

    assert [(file.path, file.fate) for file in found.files if file.fate is not Fate.UNPLACED] == [
        (f"app/{'zcd'[ATTEMPTS - 1]}.py", Fate.UNPARSABLE)
    ]
