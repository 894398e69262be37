"""What exists is never called missing, and what is missing is always found."""

import pytest

from tests.cases.tree import Tree


def unresolved(tree: Tree) -> list[str]:
    """Where something is imported that does not exist."""
    return tree.check().at("unresolved-imports")


def test_03_a_misspelt_submodule_is_found_in_both_spellings(tree: Tree) -> None:
    """`from . import handelrs` is as wrong as `from .handelrs import go`, and both get the right name."""
    verdict = tree.check()

    assert verdict.at("unresolved-imports") == ["app/api/__init__.py:1", "app/api/__init__.py:2"]
    assert all("did you mean app.api.handlers" in text for text in verdict.texts("unresolved-imports"))


def test_03b_a_renamed_module_is_found_in_every_spelling(tree: Tree) -> None:
    """Each line is an ImportError when it runs, for the packages define no such name."""
    verdict = tree.check()

    assert verdict.at("unresolved-imports") == [f"app/api/{name}.py:1" for name in "abcde"]
    assert sum("did you mean app.store?" in text for text in verdict.texts("unresolved-imports")) == 4


def test_26_compiled_modules_and_those_with_a_stub_exist(tree: Tree) -> None:
    """A .so, a .pyd, a .pyx and a lone .pyi make a module, and the ledger names each such file."""
    verdict = tree.check("--ledger", "full")

    left_out = {path for path in verdict.files() if path.endswith((".pyi", ".pyx", ".so", ".pyd", ".ipynb"))}
    assert len(left_out) == 9
    assert verdict.at() == []


def test_27_a_guarded_import_may_be_missing(tree: Tree) -> None:
    """Who handles ImportError says that the module is optional; who handles ValueError does not."""
    assert tree.check().at() == ["app/api/c.py:2"]


def test_34_modules_that_a_vendored_six_makes_exist(tree: Tree) -> None:
    """`app._vendor.six.moves` is made when six runs; a vendored `requests` is not the one from outside."""
    assert tree.check().at() == []


def test_40_a_module_made_by_the_build_is_stated_once(tree: Tree) -> None:
    """With `generated`, the tree conforms before the build and after it."""
    assert tree.check().exit_code == 0

    tree.write("src/app/_version.py", "version = 1\n")

    assert tree.check().exit_code == 0


def test_50_generated_modules_and_packages_are_stated_once(tree: Tree) -> None:
    """Also for a package, from which modules are imported."""
    assert tree.check().exit_code == 0

    tree.write("src/app/_version.py", "version = 1\n")
    tree.write("src/app/gen/x_pb2.py", "\n")

    assert tree.check().exit_code == 0


def test_62_a_name_that_a_package_makes_in_getattr_exists(tree: Tree) -> None:
    """As a name of the package; as a module it does not exist."""
    assert unresolved(tree) == ["app/store.py:2"]


def test_73_nothing_from_outside_need_be_installed(tree: Tree) -> None:
    """A module of another operating system can be forbidden."""
    assert tree.check().at() == ["app/core.py:4"]


def test_12_a_submodule_from_outside_is_found_by_its_full_name(tree: Tree) -> None:
    """In three spellings; another module of the same package is none, and an attribute may be missed."""
    verdict = tree.check()

    found = set(verdict.at("no-units"))
    assert {"app/a.py:1", "app/b.py:1", "app/d.py:1"} <= found
    assert found <= {"app/a.py:1", "app/b.py:1", "app/c.py:2", "app/d.py:1", "app/f.py:1"}
    assert tree.lint() == 1


@pytest.mark.xfail(strict=True, reason="the language cannot say this yet: a ban on importing that names exceptions")
def test_13_one_module_alone_may_import_a_package_from_outside(tree: Tree) -> None:
    """All others break the law, also the package above the gateway."""
    assert tree.check().at() == ["app/__init__.py:1", "app/a.py:1", "app/b/c.py:1"]


@pytest.mark.xfail(strict=True, reason="the language cannot say this yet: the only packages that a part may use")
def test_33_what_may_come_from_outside_can_be_listed(tree: Tree) -> None:
    """The standard library and pydantic may, so sqlalchemy is the finding."""
    assert tree.check().at() == ["app/core.py:3"]
