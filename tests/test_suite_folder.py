"""The folder `conformance/`: what it collects, which settings hold for it, and that it stands in nobody's way."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from import_conformance import suite
from import_conformance.cli.init.suite_folder import FOLDER, MODULES, suite_files
from import_conformance.testing.suite import TEST_OF
from tests.support.shop import BREACH, CORE, TOPOLOGY, Shop, collected, failures

ROOT = Path(__file__).parents[1]
GROUPS = [name.removeprefix("test_").removesuffix(".py") for name in MODULES]
RAISES = "raise RuntimeError('the conftest of the project was loaded')\n"
pytest_plugins = ["pytester"]


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A shop that conforms, with the folder that `init` writes."""
    shop = Shop(pytester, monkeypatch)
    for path, text in suite_files().items():
        shop.write(path, text)
    return shop


def names(result: pytest.RunResult) -> list[str]:
    """The functions and items that were collected, without their files."""
    return sorted(line.partition("::")[2] for line in collected(result))


def expected(shop: Shop) -> list[str]:
    """What the whole suite has."""
    return sorted(item.partition("::")[2] for item in shop.ids())


def test_the_folder_of_this_repository_is_what_init_writes() -> None:
    """And nothing else lies there."""
    found = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / FOLDER).iterdir()
        if path.is_file()
    }

    assert found == suite_files()


def test_each_function_of_the_suite_is_in_one_group() -> None:
    """So each is collected in every folder that takes the groups, also one that was written by an earlier version."""
    modules = [
        importlib.import_module(f"{suite.__name__}.{module.name}") for module in pkgutil.iter_modules(suite.__path__)
    ]
    functions = [
        name
        for module in modules
        if "test_" in module.__name__
        for name, each in vars(module).items()
        if inspect.isfunction(each) and each.__module__ == module.__name__
    ]
    groups = [module for module in modules if "test_" not in module.__name__]

    assert sorted(name for group in groups for name in group.__all__) == sorted(functions)
    assert [group.__name__.rpartition(".")[2] for group in groups] == GROUPS
    assert set(TEST_OF.values()) <= set(functions)


def test_the_folder_collects_the_whole_suite(shop: Shop) -> None:
    """The same items as the installed suite."""
    assert names(shop.run_pytest("conformance", "--collect-only", "-q")) == expected(shop)


def test_a_kind_of_law_without_a_function_is_collected_without_a_change(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that comes later is judged in a folder that was written before."""
    monkeypatch.delitem(TEST_OF, "forbid")
    shop.write(CORE, "import pickle\n")

    assert list(failures(shop.run_pytest("conformance"))) == ["test_other_law[cart:no-pickle]"]


@pytest.mark.parametrize("files", ["*.py", "test_*.py"])
def test_the_installed_suite_is_collected_once(shop: Shop, files: str) -> None:
    """Whatever names a project gives its tests."""
    result = shop.suite("-o", f"python_files={files}", "--collect-only", "-q")

    assert names(result) == expected(shop)


PROJECTS = {
    "doctests and warnings": {
        "pyproject.toml": "[tool.pytest.ini_options]\n"
        "addopts = '--doctest-modules --no-such-option'\nfilterwarnings = ['error::not.installed.Warning']\n",
    },
    "a conftest that raises": {"conftest.py": RAISES},
    "other names and another folder": {
        "setup.cfg": "[tool:pytest]\npython_files = check_*.py\ntestpaths = tests\nminversion = 99\n",
        "tests/conformance/check_wire.py": RAISES,
        "tests/conformance/__init__.py": RAISES,
    },
    "a package of that name in src": {"src/conformance/__init__.py": RAISES},
}


@pytest.mark.parametrize("files", PROJECTS.values(), ids=PROJECTS)
@pytest.mark.parametrize("start", [".", "conformance", "tests"])
def test_the_settings_of_the_project_do_not_reach_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], start: str
) -> None:
    """When that folder is what pytest is given, wherever it is started."""
    for path, text in files.items():
        shop.write(path, text)
    (shop.path / "tests").mkdir(exist_ok=True)
    shop.write(CORE, BREACH)
    monkeypatch.chdir(shop.path / start)

    result = shop.run_pytest(str(shop.path / "conformance"), "--no-header")

    assert list(failures(result)) == ["test_layer[cart:core-to-api]"]
    result.assert_outcomes(failed=1, passed=len(shop.ids()) - 2, skipped=1)


@pytest.mark.parametrize("arguments", [(), ("tests", "conformance")], ids=["all", "both folders"])
def test_modules_of_the_same_name_do_not_collide(shop: Shop, arguments: tuple[str, ...]) -> None:
    """A project may have a `test_layers.py` of its own, and run everything together."""
    shop.write("tests/test_layers.py", "def test_mine():\n    pass\n")

    result = shop.run_pytest(*arguments)

    result.assert_outcomes(passed=len(shop.ids()), skipped=1)


def test_workers_of_xdist_run_the_folder(shop: Shop) -> None:
    """Each worker finds the settings of the folder for itself."""
    shop.write("conftest.py", RAISES)
    shop.write(CORE, BREACH)

    result = shop.run_pytest("conformance", "-p", "xdist.plugin", "-n", "2")

    assert list(failures(result)) == ["test_layer[cart:core-to-api]"]


def test_keys_of_the_project_hold_where_the_folder_has_none(shop: Shop) -> None:
    """They are relative to its pyproject.toml; the folder's own keys win."""
    keys = "conformance_topology = 'nowhere.yaml'\nconformance_source_root = 'code'\n"
    shop.write("pyproject.toml", f"[tool.pytest.ini_options]\n{keys}")
    (shop.path / "src").rename(shop.path / "code")
    shop.write("code/shop/cart/core.py", BREACH)

    first, *_ = failures(shop.run_pytest("conformance"))["test_layer[cart:core-to-api]"].splitlines()

    assert first == "high, 1 new: code/shop/cart/core.py:1"


def test_a_pyproject_that_cannot_be_read_is_a_usage_error(shop: Shop) -> None:
    """Its keys are not guessed."""
    shop.write("pyproject.toml", "[tool\n")

    result = shop.run_pytest("conformance")

    assert result.ret != 0
    assert f"{shop.path / 'pyproject.toml'}: " in str(result.stdout) + str(result.stderr)


def test_without_a_key_the_topology_above_the_folder_is_taken(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is the root directory of its run, so the topology lies one above it."""
    shop.write("conformance/pytest.ini", "[pytest]\n")
    shop.write("below/empty.txt", "")
    monkeypatch.chdir(shop.path / "below")

    assert names(shop.run_pytest("../conformance", "--collect-only", "-q")) == expected(shop)


def outcome(folder: Path, *options: str) -> list[str]:
    """How each test of a project ends, in a process of its own with the plugins that are installed."""
    command = (sys.executable, "-m", "pytest", "-rA", "-q", "-p", "no:cacheprovider", *options)
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    ended = ("PASSED", "FAILED", "ERROR")
    return [*(line for line in ran.stdout.splitlines() if line.startswith(ended)), f"exit {ran.returncode}"]


@pytest.mark.parametrize("mode", ["prepend", "importlib", "append"])
@pytest.mark.parametrize("folder", ["tests/conformance", "conformance"])
@pytest.mark.parametrize("has_init", [True, False])
def test_being_installed_changes_nothing_for_a_suite_of_that_name(
    tmp_path: Path, mode: str, folder: str, *, has_init: bool
) -> None:
    """A project may have `tests/conformance/` or a package `conformance`, and a topology besides."""
    home = tmp_path / folder
    home.mkdir(parents=True)
    (tmp_path / "topology.yaml").write_text(TOPOLOGY, encoding="utf-8")
    (home / "helper.py").write_text("ANSWER = 42\n")
    # As such suites reach their helpers: by the folder's name where it is a package, else by that of the module.
    source = "conformance.helper" if has_init else "helper"
    path = "import pathlib, sys\nsys.path.insert(0, str(pathlib.Path(__file__).parent{}))\n"
    way = path.format(".parent" if has_init else "")
    (home / "test_wire.py").write_text(
        f"{way}from {source} import ANSWER\n\ndef test_answer():\n    assert ANSWER == 42\n"
    )
    if has_init:
        (home / "__init__.py").touch()

    without = outcome(tmp_path, f"--import-mode={mode}", "-p", "no:conformance")

    assert without == [f"PASSED {folder}/test_wire.py::test_answer", "exit 0"]
    assert outcome(tmp_path, f"--import-mode={mode}") == without
