"""Imports of what is excluded, linked, in another root, or beside the packages."""

from tests.cases.tree import Tree


def test_09_a_single_file_is_a_package_of_a_namespace(tree: Tree) -> None:
    """`top.a` is src/top/a.py, and `top.b` may not import it."""
    assert tree.check().at() == ["top/b/__init__.py:1"]


def test_10_other_portions_of_a_namespace_are_from_outside(tree: Tree) -> None:
    """Only the import that goes above the top does not exist; lint-imports agrees."""
    assert tree.check().at() == ["ns/one/x.py:3"]
    assert tree.lint() == 1


def test_11_pkgutil_portions_of_a_namespace_are_all_imported(tree: Tree) -> None:
    """No `__init__.py` with extend_path is shadowed, in whichever order the roots stand."""
    assert tree.check().in_modules() == ["acme.core:1"]

    tree.replace("core/src, billing/src", "billing/src, core/src")

    assert tree.check().in_modules() == ["acme.core:1"]


def test_11c_the_file_that_is_never_imported_is_named_with_its_root(tree: Tree) -> None:
    """Python takes one/acme/core.py; no advice names that one."""
    lines = tree.run("check").stdout.splitlines()

    assert any(line.startswith("two/acme/core.py:1:1: ") and "one/acme/core.py" in line for line in lines)
    assert not any(line.startswith(("one/", "acme/")) for line in lines)


def test_18_a_module_that_is_a_file_can_stand_among_the_packages(tree: Tree) -> None:
    """settings.py is judged when it is named, and counted as lying beside the packages when it is not."""
    verdict = tree.check()
    assert verdict.at() == ["settings.py:1"]
    assert verdict.ledger["beside"] == 1

    tree.replace(", settings]}", "]}")
    tree.replace("  settings: {modules: settings}\n", "")
    tree.replace("app -> app settings", "app -> app")

    assert tree.check().ledger["beside"] == 2


def test_29_modules_that_are_excluded_exist_and_are_not_judged(tree: Tree) -> None:
    """What migrations import is not judged; what is imported of them lies in the other app, which is not allowed."""
    assert tree.check().at() == ["app/blog/models.py:1", "app/blog/models.py:2"]


def test_29b_an_import_of_what_is_excluded_is_an_edge_to_its_place(tree: Tree) -> None:
    """Three spellings break the ban on importing the store, also at the entry point of lint-imports."""
    assert tree.check().at("no-store") == ["app/api.py:1", "app/api.py:2", "app/api.py:3"]
    assert tree.lint() == 1


def test_50b_every_import_of_what_is_excluded_has_the_same_answer(tree: Tree) -> None:
    """Seven spellings import the store's excluded part."""
    verdict = tree.check()

    assert verdict.at("no-store") == [f"app/api.py:{line}" for line in range(1, 8)] == verdict.at()


def test_30_tests_beside_the_sources_are_another_package(tree: Tree) -> None:
    """The application imports a helper of its tests; `import src.app` there may be reported, too."""
    found = set(tree.check().in_modules("app-to-tests"))

    assert "app.a:1" in found <= {"app.a:1", "app.a:2"}


def test_31b_a_package_made_of_links_is_judged(tree: Tree) -> None:
    """The links stay inside of the repository, so Python and grimp follow them."""
    assert tree.check().in_modules() == ["pilot.drive.car:1"]


def test_46_files_that_no_import_can_name_are_judged_or_counted(tree: Tree) -> None:
    """What Python can run is judged, what can be no module is counted, and each file is in the ledger."""
    verdict = tree.check("--ledger", "full")

    judged = ["__main__", "class", "run-job", "with space", "ünïcode"]
    assert {f"app/api/{name}.py:1" for name in judged} <= set(verdict.at("no-store"))
    fates = verdict.files()
    assert {str(path.relative_to(tree.home / "src")) for path in tree.home.glob("src/**/*.py")} <= {*fates}
    no_modules = ("app/api/a.b.py", "app/api/.hidden.py", "app/api/.venv/lib/python3/site-packages/q/__init__.py")
    assert {fates[path] for path in no_modules}.isdisjoint({"judged", "unplaced"})


def test_69_layers_can_be_missing_and_modules_in_no_layer(tree: Tree) -> None:
    """An area without an api is no fault; what is in no layer, and an undeclared area, are findings."""
    verdict = tree.check()

    assert verdict.at("unplaced-modules") == ["app/__init__.py:1", "app/b/misc.py:1"]
    assert verdict.at("undeclared-values") == ["app/c/core.py:1"]
    assert len(verdict.findings) == 3


def test_70_what_git_ignores_is_judged(tree: Tree) -> None:
    """The law is about what Python can import."""
    tree.history()

    assert tree.check().at() == ["app/api/made.py:1"]


def test_72_imports_between_roots_of_one_namespace_are_seen(tree: Tree) -> None:
    """A capture in a part of a segment is refused with what can be written; by whole names the edges are judged."""
    refused = tree.run("check")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "{axis}" in refused.stderr

    tree.replace(
        '  cores: {modules: "myorg.core_{n}"}', "  one: {modules: myorg.core_one}\n  two: {modules: myorg.core_two}"
    )
    tree.write("topology.yaml", (tree.home / "topology.yaml").read_text() + "allow: [one two -> utils]\n")

    assert tree.check().in_modules("two-to-one") == ["myorg.core_two:2"]
