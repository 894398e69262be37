"""The folder `conformance/`: what it collects, which settings apply to it, and that it disturbs nothing else."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from import_conformance import suite
from import_conformance.cli.init.suite_folder import FOLDER, MODULES, suite_files
from import_conformance.model.laws.kinds import BY_RULE, KINDS
from tests.support.shop import BREACH, CORE, TOPOLOGY, Shop, collected, failures

ROOT = Path(__file__).parents[1]
GROUPS = [name.removeprefix("test_architecture_").removesuffix(".py") for name in MODULES]
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
    """Return the functions and items that were collected, without their files."""
    return sorted(line.partition("::")[2] for line in collected(result))


def expected(shop: Shop) -> list[str]:
    """Return what the whole suite collects."""
    return sorted(item.partition("::")[2] for item in shop.ids())


def test_the_folder_of_this_repository_is_what_init_writes() -> None:
    """It holds the files that `init` writes and nothing else."""
    found = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / FOLDER).iterdir()
        if path.is_file()
    }

    assert found == suite_files()


def test_each_function_of_the_suite_is_in_one_group() -> None:
    """So every folder that imports the groups collects it, also one written by an earlier version."""
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
    assert {kind.test for kind in KINDS} <= set(functions)


def test_the_folder_collects_the_whole_suite(shop: Shop) -> None:
    """The folder collects the same items as the installed suite."""
    assert names(shop.run_pytest("conformance", "--collect-only", "-q")) == expected(shop)


def test_a_rule_without_its_own_function_is_still_collected(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that is added later is judged in a folder that was written before."""
    monkeypatch.delitem(BY_RULE, "forbid")
    shop.write(CORE, "import pickle\n")

    assert list(failures(shop.run_pytest("conformance"))) == ["test_other_law[cart:no-pickle]"]


@pytest.mark.parametrize("files", ["*.py", "test_*.py"])
def test_the_installed_suite_is_collected_once(shop: Shop, files: str) -> None:
    """The suite is collected once under any `python_files` of a project."""
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
def test_settings_of_the_project_do_not_apply_to_the_folder(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], start: str
) -> None:
    """When pytest is given the folder alone, only the folder's settings apply, wherever pytest starts."""
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
    """Each worker finds the settings of the folder by itself."""
    shop.write("conftest.py", RAISES)
    shop.write(CORE, BREACH)

    result = shop.run_pytest("conformance", "-p", "xdist.plugin", "-n", "2")

    assert list(failures(result)) == ["test_layer[cart:core-to-api]"]


def test_keys_of_the_project_are_the_default(shop: Shop) -> None:
    """They are relative to its pyproject.toml, and the folder's own keys win."""
    keys = "conformance_topology = 'nowhere.yaml'\nconformance_source_root = 'code'\n"
    shop.write("pyproject.toml", f"[tool.pytest.ini_options]\n{keys}")
    (shop.path / "src").rename(shop.path / "code")
    shop.write("code/shop/cart/core.py", BREACH)

    first, *_ = failures(shop.run_pytest("conformance"))["test_layer[cart:core-to-api]"].splitlines()

    assert first == "high, 1 new: code/shop/cart/core.py:1"


def test_a_pyproject_that_cannot_be_read_is_a_usage_error(shop: Shop) -> None:
    """An invalid pyproject.toml stops the run instead of being ignored."""
    shop.write("pyproject.toml", "[tool\n")

    result = shop.run_pytest("conformance")

    assert result.ret != 0
    assert f"{shop.path / 'pyproject.toml'}: " in str(result.stdout) + str(result.stderr)


def test_without_a_key_the_topology_above_the_folder_is_taken(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is pytest's root directory, and the topology is in the directory above."""
    shop.write("conformance/pytest.ini", "[pytest]\n")
    shop.write("below/empty.txt", "")
    monkeypatch.chdir(shop.path / "below")

    assert names(shop.run_pytest("../conformance", "--collect-only", "-q")) == expected(shop)


def outcome(folder: Path, *options: str) -> list[str]:
    """Return the outcome of each test of a project, run in a process with the installed plugins."""
    command = (sys.executable, "-m", "pytest", "-rA", "-q", "-p", "no:cacheprovider", *options)
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    ended = ("PASSED", "FAILED", "ERROR")
    return [*(line for line in ran.stdout.splitlines() if line.startswith(ended)), f"exit {ran.returncode}"]


@pytest.mark.parametrize("mode", ["prepend", "importlib", "append"])
@pytest.mark.parametrize("folder", ["tests/conformance", "conformance"])
@pytest.mark.parametrize("has_init", [True, False])
def test_the_plugin_does_not_affect_another_suite_called_conformance(
    tmp_path: Path, mode: str, folder: str, *, has_init: bool
) -> None:
    """A project may have `tests/conformance/` or a package `conformance` besides a topology."""
    home = tmp_path / folder
    home.mkdir(parents=True)
    (tmp_path / "topology.yaml").write_text(TOPOLOGY, encoding="utf-8")
    (home / "helper.py").write_text("ANSWER = 42\n")
    # How such suites import their helpers: through the package if the folder is one, else by the module's name.
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
