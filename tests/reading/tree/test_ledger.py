"""The ledger accounts for every file on disk."""

import os
from pathlib import Path

import pytest

from import_conformance.model.codebase import Fate
from import_conformance.model.patterns.pattern import Pattern
from import_conformance.model.topology import LocatedPattern, Position, Source
from import_conformance.reading.tree.ledger import walk


def tree(root: Path, *files: str) -> Path:
    """Write empty files."""
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def fates(root: Path, exclude: str | None = None) -> dict[str, str]:
    """Return the fate of each file below `app`, by path."""
    excluded = (LocatedPattern(Pattern.parse(exclude), Position(7)),) if exclude else ()
    found = walk(Source(("src",), ("app",), exclude=excluded), root, "topology.yaml")
    return {entry.file.path: f"{entry.file.fate} {entry.file.module}" for entry in found.entries}


def test_folders_without_init_are_seen(tmp_path: Path) -> None:
    """A folder without `__init__.py` below a package is walked, and its files marked as lost to plain grimp."""
    tree(tmp_path, "src/app/__init__.py", "src/app/ns/deep/__init__.py", "src/app/ns/deep/x.py", "src/app/y.py")
    found = walk(Source(("src",), ("app",)), tmp_path, "t")

    assert [(e.file.module, e.file.recovered) for e in found.entries] == [
        ("app", False),
        ("app.ns.deep", True),
        ("app.ns.deep.x", True),
        ("app.y", False),
    ]
    assert found.namespaces == {"app.ns"}


def test_a_package_shadows_the_module_of_its_name(tmp_path: Path) -> None:
    """Python imports the package `auth`, never `auth.py`."""
    tree(tmp_path, "src/app/__init__.py", "src/app/auth.py", "src/app/auth/__init__.py")

    assert fates(tmp_path) == {
        "app/__init__.py": "unplaced app",
        "app/auth.py": "shadowed app.auth",
        "app/auth/__init__.py": "unplaced app.auth",
    }


def test_a_module_shadows_a_folder_without_init(tmp_path: Path) -> None:
    """Python imports `auth.py` rather than the folder, so what lies in the folder is never imported."""
    tree(tmp_path, "src/app/__init__.py", "src/app/auth.py", "src/app/auth/inner.py")

    assert fates(tmp_path)["app/auth/inner.py"] == "shadowed app.auth.inner"


def test_files_that_cannot_be_imported_are_counted_separately(tmp_path: Path) -> None:
    """Names with a dot in them and notebooks are not importable."""
    tree(tmp_path, "src/app/a.b.py", "src/app/x.y.pyi", "src/app/n.ipynb", "src/app/two.d/y.py", "src/app/two.d/z.so")

    assert set(fates(tmp_path).values()) == {"not_importable None"}


def test_a_name_that_no_statement_can_import_is_judged_all_the_same(tmp_path: Path) -> None:
    """Migrations and scripts (`0001_initial`, `my-mod`) are loaded by name: what they import counts."""
    tree(tmp_path, "src/app/migrations/0001_initial.py", "src/app/two-d/my-mod.py")

    assert fates(tmp_path) == {
        "app/migrations/0001_initial.py": "unplaced app.migrations.0001_initial",
        "app/two-d/my-mod.py": "unplaced app.two-d.my-mod",
    }


def test_excluded_files_name_the_line(tmp_path: Path) -> None:
    """An excluded module is counted as excluded, with the line of the topology."""
    tree(tmp_path, "src/app/gen/x.py", "src/app/y.py")

    assert fates(tmp_path, "app.gen") == {"app/gen/x.py": "excluded app.gen.x", "app/y.py": "unplaced app.y"}


def test_links_are_followed_within_the_repository(tmp_path: Path) -> None:
    """A link to a file of the repository is a module; links to nothing, to themselves or to what is above are not."""
    tree(tmp_path, "src/app/real.py", "src/app/sub/x.py", "outside.py")
    for name, target in {"a": "real.py", "b": "nothing.py", "c": "../../outside.py", "d": "sub", "e": "e.py"}.items():
        os.symlink(target, tmp_path / f"src/app/{name}.py")
    os.symlink(".", tmp_path / "src/app/loop")

    assert fates(tmp_path) == {
        "app/a.py": "unplaced app.a",
        "app/b.py": "not_regular None",
        "app/c.py": "unplaced app.c",
        "app/d.py/x.py": "not_importable None",
        "app/e.py": "not_regular None",
        "app/loop": "not_regular app.loop",
        "app/real.py": "unplaced app.real",
        "app/sub/x.py": "unplaced app.sub.x",
    }


@pytest.mark.parametrize("target", ["__init__.py", "round.py", "nothing.py"])
def test_an_init_file_that_is_a_link_to_nowhere_is_no_module(tmp_path: Path, target: str) -> None:
    """Nor is a link to itself, or one of two that lead to each other; its folder is read as any other."""
    tree(tmp_path, "src/app/x.py")
    os.symlink(target, tmp_path / "src/app/__init__.py")
    os.symlink("__init__.py", tmp_path / "src/app/round.py")

    assert fates(tmp_path) == {
        "app/__init__.py": "not_regular None",
        "app/round.py": "not_regular None",
        "app/x.py": "unplaced app.x",
    }


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    """A named pipe called like a module is counted, not read."""
    tree(tmp_path, "src/app/x.py")
    os.mkfifo(tmp_path / "src/app/pipe.py")

    assert fates(tmp_path)["app/pipe.py"] == "not_regular app.pipe"


def test_missing_roots_and_packages_are_named(tmp_path: Path) -> None:
    """A source root or package that is not there is named with the place that was looked at; the rest is listed."""
    tree(tmp_path, "src/app/x.py")
    roots = walk(Source(("lib", "src"), ("app",), position=Position(4, 1)), tmp_path, "t.yaml")
    packages = walk(Source(("src",), ("ap",), positions={"ap": Position(4, 9)}), tmp_path, "t.yaml")

    (missing,) = roots.missing
    assert str(missing) == f"t.yaml:4:1: the source root 'lib' is not a directory (looked for {tmp_path}/lib)"
    assert [entry.file.path for entry in roots.entries] == ["app/x.py"]
    (missing,) = packages.missing
    assert str(missing) == f"t.yaml:4:9: there is no package 'ap' in {tmp_path}/src; did you mean 'app'?"


def test_every_fate_is_counted_once(tmp_path: Path) -> None:
    """The ledger has one line for each file on disk, whatever becomes of it."""
    tree(tmp_path, "src/app/__init__.py", "src/app/a.py", "src/app/a/__init__.py", "src/app/x.y.py", "src/app/s.pyi")
    found = walk(Source(("src",), ("app",)), tmp_path, "t")

    assert sorted(e.file.fate for e in found.entries) == sorted(
        [Fate.UNPLACED, Fate.UNPLACED, Fate.SHADOWED, Fate.NOT_IMPORTABLE, Fate.OPAQUE]
    )
