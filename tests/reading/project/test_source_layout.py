"""Where a stranger's code lies: flat, in src, in namespaces, in several projects, or where the configuration says."""

from pathlib import Path

import pytest

from import_conformance.reading.project.source_layout import Layout, LayoutError, find_layout


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Return a directory called `place`."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


def write(here: Path, *paths: str, **texts: str) -> None:
    """Write files, empty ones or with a text; `__` in a keyword stands for the dot of its ending."""
    for path in paths:
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text("")
    for name, text in texts.items():
        (here / name.replace("__", ".")).write_text(text)


def test_a_flat_project_has_its_marked_packages(here: Path) -> None:
    """Folders for tests, docs and tools are left out and named."""
    write(here, "shop/__init__.py", "shop/a.py", "tests/test_a.py", "docs/conf.py", "data/x.txt")

    assert find_layout(here) == Layout((".",), ("shop",), "place", ("docs", "tests"))


def test_src_wins_over_what_lies_beside_it(here: Path) -> None:
    """In src every folder with code is a package, marked or not, whatever its name; tests are none."""
    write(here, "src/shop/a.py", "src/tools/__init__.py", "src/tests/test_a.py", "shop_old/__init__.py")

    assert find_layout(here) == Layout(("src",), ("shop", "tools"), "place", ("shop_old",))


@pytest.mark.parametrize(
    "text",
    [
        '[tool.hatch.build.targets.wheel]\npackages = ["python/shop"]',
        '[tool.setuptools.packages.find]\nwhere = ["python"]',
        '[tool.setuptools.package-dir]\n"" = "python"',
        '[[tool.poetry.packages]]\ninclude = "shop"\nfrom = "python"',
        '[tool.uv.build-backend]\nmodule-root = "python"',
        '[tool.pdm.build]\npackage-dir = "python"',
    ],
)
def test_the_configuration_names_the_root(here: Path, text: str) -> None:
    """Hatch, setuptools, Poetry, uv and PDM each have a word for it."""
    write(here, "python/shop/a.py", "other/__init__.py", pyproject__toml=f'[project]\nname = "Shop"\n{text}\n')

    assert find_layout(here) == Layout(("python",), ("shop",), "Shop", ("other",))


def test_setup_cfg_names_the_root_too(here: Path) -> None:
    """The root is read from the older configuration file of setuptools."""
    write(here, "lib/shop/a.py", setup__cfg="[metadata]\nname = shop\n[options]\npackage_dir =\n    = lib\n")

    assert find_layout(here) == Layout(("lib",), ("shop",), "shop")


def test_a_namespace_is_named_down_to_its_first_files(here: Path) -> None:
    """`google.cloud.store` and not `google`, for the rest of `google` is other people's."""
    write(here, "src/google/cloud/store/__init__.py", "src/google/cloud/_private/__init__.py")

    assert find_layout(here).packages == ("google.cloud._private", "google.cloud.store")


def test_the_projects_of_a_monorepo_are_found_below(here: Path) -> None:
    """Each keeps its root; packages of one namespace are distinguished."""
    for name in ("api", "sdk"):
        write(here, f"packages/otel-{name}/src/otel/{name}/__init__.py", f"packages/otel-{name}/pyproject.toml")

    roots = ("packages/otel-api/src", "packages/otel-sdk/src")
    assert find_layout(here) == Layout(roots, ("otel.api", "otel.sdk"), "place")


@pytest.mark.parametrize(
    ("line", "layout"),
    [("import app.b", (("backend",), ("app",))), ("from backend.app import b", ((".",), ("backend.app",)))],
)
def test_imports_distinguish_a_folder_from_a_namespace(
    here: Path, line: str, layout: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    """Without `__init__.py` only imports show whether `backend` is part of the name."""
    write(here, "backend/app/__init__.py", "backend/app/b.py")
    (here / "backend/app/a.py").write_text(line)

    assert (find_layout(here).roots, find_layout(here).packages) == layout


def test_a_package_can_be_named_by_its_name_or_its_folder(here: Path) -> None:
    """The folder leads to the root above its topmost package."""
    write(here, "src/shop/__init__.py", "src/shop/pay/__init__.py", "src/other/__init__.py")

    assert find_layout(here, "shop") == Layout(("src",), ("shop",), "place")
    assert find_layout(here, "src/shop/pay").packages == ("shop.pay",)
    assert find_layout(here, "shop.pay").packages == ("shop.pay",)


def test_environments_and_build_folders_hold_no_code(here: Path) -> None:
    """An environment is known by its pyvenv.cfg, whatever it is called."""
    write(here, "env2/pyvenv.cfg", "env2/lib/x/__init__.py", "build/lib/shop/__init__.py", "shop/__init__.py")

    assert find_layout(here).packages == ("shop",)


def test_a_missing_package_is_reported_with_the_existing_ones(here: Path) -> None:
    """The message for an empty folder names what is expected; that for a wrong name, the nearest one."""
    with pytest.raises(LayoutError, match=r"no Python package was found in .*; start where the code lies"):
        find_layout(here)
    write(here, "shop/__init__.py")
    with pytest.raises(LayoutError, match=r"there is no package 'shpo' in \.; there is shop"):
        find_layout(here, "shpo")
    write(here, "../beside/__init__.py")
    with pytest.raises(LayoutError, match=r"^\.\./beside lies outside this directory; start in a directory above"):
        find_layout(here, "../beside")
