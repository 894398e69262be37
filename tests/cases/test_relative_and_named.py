"""Which module an import names: relative ones, namesakes, attributes, several spellings of one target."""

from tests.cases.tree import Tree


def test_01_an_attribute_that_dot_import_takes_is_of_the_own_package(tree: Tree) -> None:
    """`from . import x` in app/sub/file.py takes `x` of `app.sub`, not of `app`."""
    assert tree.check().findings == []


def test_02_one_dot_in_an_init_file_is_the_package_itself(tree: Tree) -> None:
    """`from .store import save` in app/api/__init__.py means `app.api.store`, not `app.store`."""
    assert tree.check().findings == []


def test_04_every_spelling_of_an_import_of_a_module_is_one(tree: Tree) -> None:
    """Six lines import the store or a part of it; `core`, which one of them also names, is allowed."""
    verdict = tree.check()

    assert verdict.at("no-store") == [f"app/api/v1/a.py:{line}" for line in range(1, 7)] == verdict.at()


def test_14_a_package_without_its_children_can_be_bound(tree: Tree) -> None:
    """Only what the `__init__.py` of the package imports breaks a law about `app.factories.__init__`."""
    verdict = tree.check()

    assert verdict.at() == ["app/factories/__init__.py:1", "app/factories/__init__.py:2"]
    assert tree.lint() == 1


def test_15_a_part_may_import_itself_where_ends_overlap(tree: Tree) -> None:
    """A ban from all apps to one of them is broken by the others, not by what that one imports of itself."""
    assert tree.check().in_modules() == ["apps.account.x:1"]
    assert tree.lint() == 1


def test_16_a_module_named_like_one_of_the_standard_library_is_another(tree: Tree) -> None:
    """`app.typing` is not `typing`, and a base class is no call of a banned class."""
    verdict = tree.check()

    assert verdict.at() == ["app/core/c.py:1"]
    assert verdict.laws == {"no-typing"}


def test_47_a_module_named_like_its_package_is_another(tree: Tree) -> None:
    """`a.b` imports `a.a` in four spellings; that `a.a` imports itself is no dependency."""
    verdict = tree.check()

    assert verdict.at("b-to-a") == [f"a/b.py:{line}" for line in range(1, 5)] == verdict.at()


def test_52_an_attribute_can_hide_a_submodule(tree: Tree) -> None:
    """Python takes the attribute `run`; that the submodule of that name may be meant is all that is reported."""
    assert set(tree.check().at()) <= {"app/api.py:1"}


def test_66_folders_without_an_init_file_are_packages(tree: Tree) -> None:
    """What exists below them is an edge, and what does not exist is a finding of its own."""
    verdict = tree.check()

    assert verdict.at("f")[:4] == [f"app/api/v1/a.py:{line}" for line in range(1, 5)]
    assert verdict.at("unresolved-imports") == ["app/api/v1/a.py:5", "app/api/v1/a.py:6"]


def test_68_an_import_of_a_submodule_is_none_of_its_package(tree: Tree) -> None:
    """Only `from app.core import CONST` imports the package itself, though Python runs it for the others, too."""
    assert tree.check().at("f") == ["app/store.py:3"]


def test_74_own_code_under_the_name_of_its_root_is_seen(tree: Tree) -> None:
    """`src.app.store` is the file that `app.store` is, so importing it breaks what is stated of `app.store`."""
    assert set(tree.check().at()) == {"app/api.py:1", "app/api.py:2"}
