"""A revision laid out from git has the ledger of its checkout: links, submodules, odd names, pointers."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from import_conformance.comparing.checkout import check_out
from import_conformance.model.topology import Source
from import_conformance.reading.history.git import Repository
from import_conformance.reading.history.revisions import Revision
from import_conformance.reading.text.source_text import read_bytes
from import_conformance.reading.tree.ledger import walk
from tests.support.history import History

LARGE = b"import os\n"
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256(LARGE).hexdigest()}\nsize {len(LARGE)}\n"


def laid_out(history: History, place: str, into: Path) -> tuple[str, ...]:
    """Write a folder of the last commit to a directory and return what could not be read."""
    repository = Repository.around(history.home)
    assert repository
    into.mkdir(exist_ok=True)
    return check_out(Revision(repository, repository.commit("HEAD")), [place], into)


def ledger(top: Path) -> list[tuple[str, str, str | None, str]]:
    """Return the ledger of the package `app`."""
    entries = walk(Source(("src",), ("app",)), top, "topology.yaml").entries
    return [(each.file.path, each.file.fate, each.file.module, each.file.reason) for each in entries]


def contents(top: Path) -> dict[str, bytes]:
    """Return the content of each Python file that may be read."""
    entries = walk(Source(("src",), ("app",)), top, "topology.yaml").entries
    read = {each.file.path: read_bytes(each.absolute) for each in entries if each.file.fate == "unplaced"}
    return {path: data for path, data in read.items() if isinstance(data, bytes)}


def test_every_kind_of_file_has_the_fate_that_it_has_on_disk(tmp_path: Path) -> None:
    """Links of all kinds, shadowed and odd names, stubs, notebooks and bytes that are no UTF-8."""
    history = History(
        tmp_path / "r",
        {
            "src/app/__init__.py": "",
            "src/app/a.py": "import os\n",
            "src/app/a/__init__.py": "",
            "src/app/with space.py": "x = 1\n",
            "src/app/dot.ted/x.py": "",
            "src/app/native.so": "not read",
            "src/app/stub.pyi": "",
            "src/app/book.ipynb": "{}",
            "src/app/notes.txt": "not listed",
            "src/.github/z.py": "",
            "docs/other.py": "",
            "docs/folder/x.py": "",
            "src/outside.py": "y = 2\n",
        },
    )
    (history.home / "src/app" / os.fsdecode(b"caf\xe9.py")).write_bytes(b"# \xe9\n")
    for name, goal in {
        "inside.py": "a.py",
        "beside.py": "../outside.py",
        "leaves.py": "../../docs/other.py",
        "nothing.py": "gone.py",
        "absolute.py": "/nowhere/x.py",
        "root": "/",
        "folder": "../../docs/folder",
        "hidden": "../.github",
        "loop.py": "loop.py",
        "chain.py": "chain_2.py",
        "chain_2.py": "../../docs/link.py",
        "top": "../..",
    }.items():
        os.symlink(goal, history.home / "src/app" / name)
    os.symlink("other.py", history.home / "docs/link.py")
    history.commit("two", {})

    assert laid_out(history, "src/app", tmp_path / "out") == ()

    assert ledger(tmp_path / "out") == ledger(history.home)
    assert contents(tmp_path / "out") == contents(history.home)


def test_only_what_is_asked_for_is_written(tmp_path: Path) -> None:
    """Other folders of the revision, and files that no ledger lists, stay in git."""
    history = History(tmp_path / "r", {"src/app/a.py": "", "src/app/data.bin": "x", "src/other/b.py": "", "c.py": ""})

    laid_out(history, "src/app", tmp_path / "out")

    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert written == [tmp_path / "out/src/app/a.py"]


def test_large_files_are_read_where_the_clone_has_them(tmp_path: Path) -> None:
    """A pointer of Git LFS stands for its content; where that is missing or forged, the pointer is the file."""
    history = History(tmp_path / "r", {"src/app/big.py": POINTER})
    laid_out(history, "src/app", tmp_path / "without")
    digest = sha256(LARGE).hexdigest()
    store = history.home / ".git/lfs/objects" / digest[:2] / digest[2:4]
    store.mkdir(parents=True)
    (store / digest).write_bytes(LARGE)
    laid_out(history, "src/app", tmp_path / "with")
    (store / digest).write_bytes(b"import evil\n")
    laid_out(history, "src/app", tmp_path / "forged")

    assert [(tmp_path / name / "src/app/big.py").read_bytes() for name in ("without", "with", "forged")] == [
        POINTER.encode(),
        LARGE,
        POINTER.encode(),
    ]


def test_submodules_are_read_where_they_are_checked_out(tmp_path: Path) -> None:
    """A submodule has the files of the commit that the revision names; one that is not there is named."""
    inner = History(tmp_path / "inner", {"x.py": "old = 1\n"})
    history = History(tmp_path / "r", {"src/app/a.py": ""})
    history.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.home), "src/app/sub")
    history.commit("two", {})
    History.existing(history.home / "src/app/sub").commit("later", {"x.py": "new = 1\n"})
    history.git("clone", "--quiet", str(history.home), str(tmp_path / "clone"))
    clone = History.existing(tmp_path / "clone")

    assert laid_out(history, "src/app", tmp_path / "out") == ()
    assert (tmp_path / "out/src/app/sub/x.py").read_text() == "old = 1\n"
    assert laid_out(clone, "src/app", tmp_path / "other") == ("src/app/sub",)
    assert ledger(tmp_path / "other") == ledger(clone.home)


@pytest.mark.parametrize("path", ["../evil.py", ".git/evil.py", "link/evil.py"])
def test_a_forged_tree_writes_nothing_outside(tmp_path: Path, path: str) -> None:
    """Paths that no checkout would write, and files below a link, are left out."""
    history = History(tmp_path / "r", {"a.py": ""})
    blob = history.git("hash-object", "-w", "a.py")
    link = _blob(history, str(tmp_path / "target"))
    (tmp_path / "target").mkdir()
    folder, name = path.split("/")
    inner = _tree(history, [("100644", "blob", blob, name)])
    entries = [("120000", "blob", link, "link"), ("40000", "tree", inner, folder)]
    top = _tree(history, entries)
    commit = history.git("commit-tree", "-m", "forged", top)
    repository = Repository.around(history.home)
    assert repository
    (tmp_path / "out/top").mkdir(parents=True)

    check_out(Revision(repository, commit), [""], tmp_path / "out/top")

    assert not list(tmp_path.rglob("evil.py"))


def _blob(history: History, text: str) -> str:
    history.write({"link.txt": text})
    return history.git("hash-object", "-w", "link.txt")


def _tree(history: History, entries: list[tuple[str, str, str, str]]) -> str:
    """Write a tree object, whatever its names are."""
    body = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(oid) for mode, _, oid, name in entries)
    history.write({"tree.bin": body})
    return history.git("hash-object", "-w", "-t", "tree", "--literally", "tree.bin")
