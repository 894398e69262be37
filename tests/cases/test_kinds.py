"""Whether and when an import runs: for type checkers, in functions, by a call, lazily, on conditions."""

import pytest

from tests.cases.tree import Tree


def test_05_no_import_for_type_checkers_runs(tree: Tree) -> None:
    """In thirteen spellings of `if TYPE_CHECKING:`."""
    assert tree.check().at() == []


def test_75_imports_for_type_checkers_at_any_depth_never_run(tree: Tree) -> None:
    """A loop `while TYPE_CHECKING` and an `and` may be taken for code that runs."""
    assert set(tree.check().at()) <= {"app/api.py:14", "app/api.py:15"}


def test_67_imports_for_type_checkers_count_unless_allowed(tree: Tree) -> None:
    """The finding says what kind of import it is, and that a line of `allow` would let it."""
    (text,) = tree.check().texts("core-to-api")

    assert "for type checkers" in text
    assert "no line of `allow` lets core import api" in text


def test_07_cycles_count_the_imports_of_the_kinds_that_the_law_names(tree: Tree) -> None:
    """A lazy import closes a cycle only where lazy imports count, and one for type checkers never at run time."""
    assert tree.check().laws == {"any"}


def test_08_cycles_of_modules_are_found(tree: Tree) -> None:
    """Three modules of app.x; a file and a folder beside it that import each other are no cycle of modules."""
    (finding,) = tree.check().findings

    assert str(finding["module"]).split(".")[1] == "x"
    assert finding["circle"] == ["app.x.a", "app.x.b", "app.x.c"]


@pytest.mark.xfail(strict=True, reason="the language cannot say this yet: no cycle between siblings")
def test_08b_cycles_of_siblings_are_found(tree: Tree) -> None:
    """The file app.z with the folder app.y."""
    verdict = tree.check()

    assert verdict.at("siblings")


@pytest.mark.xfail(strict=True, reason="the language cannot say this yet: no cycle between siblings that are files")
def test_76_two_files_that_import_each_other_are_one_cycle(tree: Tree) -> None:
    """As import-linter finds it."""
    assert len(tree.check().at("line")) == 1


def test_19_lazy_imports_are_read_by_every_python(tree: Tree) -> None:
    """`lazy import` and `lazy from` are imports of kind lazy; only a file with broken syntax is unparsable."""
    verdict = tree.check()

    lazy = [f"app/api/a.py:{line}" for line in (1, 2, 3)] + ["app/api/d.py:6"]
    assert verdict.at("no-store") == sorted([*lazy, "app/api/b.py:2"])
    assert verdict.at("unparsable-files") == ["app/api/c.py:4"]
    kinds = {f"{f['path']}:{f['line']}": f["import_kind"] for f in verdict.findings if f["law"] == "no-store"}
    assert {kinds[place] for place in lazy} == {"lazy"}


def test_21_imports_by_a_call_are_those_that_python_makes(tree: Tree) -> None:
    """By alias, relative to `__package__` or `__name__`, with a fromlist, a level; a function of that name is none."""
    verdict = tree.check()

    found = set(verdict.at("no-store"))
    must = {"a": [2], "b": [2, 3, 4], "c": [1, 2, 3], "d": [2, 4], "e": [4, 5], "i": [2]}
    assert {f"app/api/{name}.py:{line}" for name, lines in must.items() for line in lines} <= found
    assert {"app/api/sub/__init__.py:2", "app/api/sub/__init__.py:3"} <= found
    assert not {place for place in found if place.startswith(("app/api/f.py", "app/api/k.py"))}
    assert {*verdict.at("unresolved-imports")} - {"app/api/j.py:2"} == {"app/api/sub/__init__.py:4"}


def test_35_a_function_of_ones_own_called_import_module_imports_nothing(tree: Tree) -> None:
    """Nor does a method, a parameter, or a name from elsewhere."""
    assert tree.check().at() == []


def test_57_only_imports_that_run_with_the_module_are_of_kind_runtime(tree: Tree) -> None:
    """In a class body, an `if` and a `try`, but in no function; calls are of another kind."""
    assert tree.check().at() == ["app/api.py:10", "app/api.py:4", "app/api.py:8"]


def test_60_imports_in_every_kind_of_block_are_found(tree: Tree) -> None:
    """Also in an `assert` and behind a semicolon; texts and comments are none."""
    lines = (4, 6, 8, 11, 13, 15, 17, 19, 21, 22, 23, 24)

    assert tree.check().at() == sorted(f"app/api.py:{line}" for line in lines)
