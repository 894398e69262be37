"""The pytest plugin: options, selection, workers, machine reports, and no effect on unrelated projects."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.support.shop import BREACH, CORE, TOPOLOGY, Shop, collected, failures

pytest_plugins = ["pytester"]


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A shop that conforms."""
    return Shop(pytester, monkeypatch)


def test_without_a_topology_the_suite_fails_and_says_what_to_do(shop: Shop) -> None:
    """Running the suite without a topology fails and names the remedy."""
    (shop.path / "topology.yaml").unlink()

    result = shop.suite()

    result.assert_outcomes(failed=1)
    assert "write one, or name one with --conformance-topology FILE" in failures(result)["test_layer[topology-error]"]


@pytest.mark.parametrize("option", ["--conformance-topology", "--conformance-source-root", "--conformance-baseline"])
def test_a_path_that_does_not_exist_is_a_usage_error(shop: Shop, option: str) -> None:
    """A misspelt path on the command line is reported in one line before collection."""
    result = shop.suite(option, "nowhere")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.errlines == [f"ERROR: {option}: {shop.path / 'nowhere'} does not exist", ""]


def test_options_are_relative_to_where_pytest_was_started(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Options are relative to the current directory, wherever pytest's root directory is."""
    shop.write(CORE, BREACH)
    shop.accept()
    (shop.path / "known.json").rename(shop.path / "src/other.json")
    (shop.path / "src").rename(shop.path / "code")
    shop.write("work/pytest.ini", "[pytest]")
    monkeypatch.chdir(shop.path / "work")

    result = shop.suite(
        "--conformance-topology",
        "../topology.yaml",
        "--conformance-source-root",
        "../code",
        "--conformance-baseline",
        "../code/other.json",
        "-rx",
    )

    assert failures(result) == {}
    result.stdout.fnmatch_lines(["XFAIL *test_known_finding?core-to-api:*"])


def test_ini_keys_are_relative_to_the_ini_file(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in the ini file are relative to it, and pytest may start in any folder below."""
    (shop.path / "topology.yaml").rename(shop.path / "law.yaml")
    (shop.path / "src").rename(shop.path / "code")
    keys = "conformance_topology = law.yaml\nconformance_source_root = code\nconformance_baseline = debt.json\n"
    shop.write("pytest.ini", f"[pytest]\n{keys}")
    shop.write("code/shop/cart/core.py", BREACH)
    (shop.path / "below").mkdir()
    monkeypatch.chdir(shop.path / "below")

    result = shop.suite()

    first, second, *_ = failures(result)["test_layer[cart:core-to-api]"].splitlines()
    assert first == "high, 1 new: ../code/shop/cart/core.py:1"
    assert second.startswith("../code/shop/cart/core.py:1:1  ")
    assert any("test_baseline_is_current[debt.json]" in line for line in shop.suite("--collect-only", "-q").outlines)


def test_the_topology_of_the_root_directory_is_the_default(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a topology.yaml in the current directory, that of the root directory is used."""
    shop.write("pytest.ini", "[pytest]")
    shop.write("below/empty.txt", "")
    monkeypatch.chdir(shop.path / "below")

    assert len(collected(shop.suite("--collect-only", "-q"))) == len(shop.ids())


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        (("-k", "cart and core-to-api"), "cart:core-to-api"),
        (("-m", "critical"), "no-pickle"),
        (("-m", "conformance"), "::"),
    ],
    ids=["-k", "severity", "all"],
)
def test_laws_are_selected_like_tests(shop: Shop, choice: tuple[str, str], kept: str) -> None:
    """`-k` selects subjects and laws, `-m` severities."""
    result = shop.suite("--collect-only", "-q", *choice)

    assert collected(result) == [name for name in shop.ids() if kept in name]


def test_workers_of_xdist_run_the_same_items(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers run the same items and find the same, and the summary has everything once."""
    shop.write(CORE, BREACH)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    result = shop.suite("-p", "xdist.plugin", "-n", "2", "-v")

    ran = [line.split()[-1].rpartition("/")[2] for line in result.outlines if re.match(r"\[gw\d\] \[", line)]
    assert sorted(ran) == sorted(shop.ids())
    assert failures(result) == shop.red()
    assert sum(line.startswith("::error ") for line in result.outlines) == 1
    assert sum(line.startswith("conformance: 4 files") for line in result.outlines) == 1


def test_github_annotations_have_file_and_line_of_new_findings(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Annotations are sorted by severity with escaped paths from the checkout's top; known debt gets none."""
    shop.write("src/shop/stock/core.py", "from shop.stock import api\n")
    shop.write("topology.yaml", TOPOLOGY.replace("critical", "low").replace("[src]", '["a,b%"]'))
    (shop.path / "src").rename(shop.path / "a,b%")
    shop.accept()
    shop.write("a,b%/shop/cart/core.py", f"{BREACH}import pickle\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(shop.path.parent))

    notes = [line for line in shop.suite().outlines if line.startswith("::error ")]

    path = f"{shop.path.name}/a%2Cb%25/shop/cart/core.py"
    assert [note.partition("::cart")[0].partition("::shop")[0] for note in notes] == [
        f"::error file={path},line=1,title=core-to-api",
        f"::error file={path},line=2,title=no-pickle",
    ]


def test_junit_has_severity_law_and_path_of_each_item(shop: Shop) -> None:
    """The JUnit properties of a test case have what its id abbreviates."""
    shop.write("src/shop/stock/core.py", "from shop.stock import api\n")
    shop.accept()
    shop.write(CORE, BREACH)

    shop.suite("--junit-xml", "junit.xml", "-k", "cart:core-to-api or known_finding")

    cases = list(ET.parse(shop.path / "junit.xml").getroot().iter("testcase"))  # noqa: S314  # written by this test
    assert [[(p.get("name"), p.get("value")) for p in case.iter("property")] for case in cases] == [
        [("law", "core-to-api"), ("severity", "high"), ("path", "src/shop/stock/core.py")],
        [("law", "core-to-api"), ("severity", "high"), ("path", "src/shop/cart/core.py")],
    ]


def test_own_laws_are_written_with_two_fixtures(shop: Shop) -> None:
    """A user's own test gets the code base and the topology, in any folder."""
    shop.write(
        "tests/test_own.py",
        "def test_own(arch_codebase, arch_topology):\n"
        "    assert arch_topology.name == 'shop'\n"
        "    assert 'shop.cart.core' in arch_codebase.modules\n",
    )

    shop.run_pytest("tests").assert_outcomes(passed=1)


def test_a_file_can_import_functions_of_the_suite(shop: Shop) -> None:
    """A file that imports a function of the suite gets its items, so `pytest conformance/` works in any project."""
    shop.write("conformance/test_law.py", "from import_conformance.suite.test_layers import test_layer\n")

    result = shop.run_pytest("conformance", "--import-mode=importlib")

    result.assert_outcomes(passed=8)


def test_a_function_unknown_to_the_suite_is_an_error(shop: Shop) -> None:
    """A misspelt function name is an error, not a law without subjects."""
    shop.write("test_law.py", "def test_layers(conformance_item):\n    conformance_item.verify()\n")

    result = shop.run_pytest("test_law.py")

    result.stdout.fnmatch_lines(["test_layers gets no items; the suite has test_layer, *"])
    assert result.ret == pytest.ExitCode.INTERRUPTED


def test_a_pytest_without_parameter_details_gives_the_same_verdict(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without them only the reports have less detail, and failures stay failures."""
    shop.write(CORE, BREACH)
    red = failures(shop.suite())
    monkeypatch.setattr("import_conformance_pytest._suite_item", lambda _: None)

    assert failures(shop.suite()) == red == shop.red()


def test_a_package_of_the_same_name_is_a_usage_error(shop: Shop) -> None:
    """One line names the folder that hides the installed package, and the remedy."""
    shop.write("import_conformance/__init__.py", "")

    result = shop.run_pytest()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.errlines[0].startswith(f"ERROR: {shop.path / 'import_conformance'} hides the installed package")


def test_the_plugin_does_nothing_without_a_topology(tmp_path: Path) -> None:
    """In a project without a topology the plugin imports nothing, prints nothing and disturbs no test."""
    (tmp_path / "conformance").mkdir()
    (tmp_path / "conformance/__init__.py").touch()
    names = "('import_conformance.', 'conformance', 'grimp', 'yaml', 'networkx', 'click', 'rich')"
    (tmp_path / "test_it.py").write_text(
        f"import sys\ndef test_it():\n    assert not [name for name in sys.modules if name.startswith({names})]\n"
    )
    repository = str(Path(__file__).parents[1] / "src")
    script = f"import sys; sys.path.insert(0, {repository!r}); import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    options = ("-p", "import_conformance_pytest", "-p", "no:cacheprovider", "-Werror", "test_it.py")

    ran = subprocess.run(
        (sys.executable, "-I", "-c", script, *options),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )

    assert ran.returncode == 0, ran.stdout
    assert "conformance" not in ran.stdout + ran.stderr


def test_the_installed_plugin_loads_one_module(tmp_path: Path) -> None:
    """A run with the installed plugin imports exactly one module more than one without it."""
    (tmp_path / "test_it.py").write_text("import sys\ndef test_it():\n    print('loaded', *sorted(sys.modules))\n")
    with_plugin, without = (_loaded(tmp_path, *options) for options in ((), ("-p", "no:conformance")))

    assert with_plugin - without == {"import_conformance_pytest"}


def _loaded(folder: Path, *options: str) -> set[str]:
    """Return the modules loaded when a test of an unrelated project runs with the installed plugins."""
    command = (sys.executable, "-m", "pytest", "-s", "-q", "-p", "no:cacheprovider", *options, "test_it.py")
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    line = next(line for line in ran.stdout.splitlines() if line.startswith("loaded "))
    return set(line.split()[1:])


def test_options_and_fixtures_of_a_project_keep_their_names(shop: Shop) -> None:
    """A conftest.py may add options, and a plugin fixtures, of any name without the prefix of this one."""
    names = ("--topology", "--source-root", "--baseline", "--no-baseline")
    options = "".join(f"    parser.addoption({name!r})\n" for name in names)
    shop.write("conftest.py", f"def pytest_addoption(parser):\n{options}")
    shop.write(
        "plug.py",
        "import pytest\n\n@pytest.fixture\ndef topology(): return 1\n\n@pytest.fixture\ndef codebase(): return 2\n",
    )
    shop.write("tests/test_own.py", "def test_own(topology, codebase):\n    assert (topology, codebase) == (1, 2)\n")

    shop.pytester.syspathinsert()
    shop.run_pytest("-p", "plug", "tests", "--baseline", "x").assert_outcomes(passed=1)
