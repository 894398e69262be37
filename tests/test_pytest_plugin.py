"""The plugin among others: options, selection, workers, reports for machines, and what it does to strangers."""

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
    """Asking for the suite where there is no topology is no silent success."""
    (shop.path / "topology.yaml").unlink()

    result = shop.suite()

    result.assert_outcomes(failed=1)
    assert "write one, or name one with --topology FILE" in failures(result)["test_layer[topology-error]"]


@pytest.mark.parametrize("option", ["--topology", "--source-root", "--baseline"])
def test_a_path_that_does_not_exist_is_a_usage_error(shop: Shop, option: str) -> None:
    """A misspelt path on the command line is told in one line, before anything is collected."""
    result = shop.suite(option, "nowhere")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.errlines == [f"ERROR: {option}: {shop.path / 'nowhere'} does not exist", ""]


def test_options_are_relative_to_where_pytest_was_started(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the root directory is, and even though an option's value helps to find it."""
    shop.write(CORE, BREACH)
    shop.accept()
    (shop.path / "known.json").rename(shop.path / "src/other.json")
    (shop.path / "src").rename(shop.path / "code")
    shop.write("work/pytest.ini", "[pytest]")
    monkeypatch.chdir(shop.path / "work")

    result = shop.suite(
        "--topology", "../topology.yaml", "--source-root", "../code", "--baseline", "../code/other.json", "-rx"
    )

    assert failures(result) == {}
    result.stdout.fnmatch_lines(["XFAIL *test_known_finding?core-to-api:*"])


def test_ini_keys_are_relative_to_the_ini_file(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project keeps its paths in its ini file, and pytest may be started in any folder below."""
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


def test_the_topology_of_the_root_directory_serves_the_folders_below(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a topology.yaml here, the one in the root directory is taken."""
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
    """`-k` knows subjects and laws, `-m` severities."""
    result = shop.suite("--collect-only", "-q", *choice)

    assert collected(result) == [name for name in shop.ids() if kept in name]


def test_workers_of_xdist_run_the_same_items(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes collect the same items and find the same, and the controller's summary has it all, once."""
    shop.write(CORE, BREACH)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    result = shop.suite("-p", "xdist.plugin", "-n", "2", "-v")

    ran = [line.split()[-1].rpartition("/")[2] for line in result.outlines if re.match(r"\[gw\d\] \[", line)]
    assert sorted(ran) == sorted(shop.ids())
    assert failures(result) == shop.red()
    assert sum(line.startswith("::error ") for line in result.outlines) == 1
    assert sum(line.startswith("conformance: 4 files") for line in result.outlines) == 1


def test_github_is_told_file_and_line_of_new_findings(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Annotations come worst first, with escaped paths from the top of the checkout; debt gets none."""
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
    """The properties of a test case say in a machine's words what its id says in short."""
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
    """A test of the user's own sees the code base and the topology, wherever it stands."""
    shop.write(
        "tests/test_own.py",
        "def test_own(codebase, topology):\n"
        "    assert topology.name == 'shop'\n"
        "    assert 'shop.cart.core' in codebase.modules\n",
    )

    shop.run_pytest("tests").assert_outcomes(passed=1)


def test_the_suite_may_be_taken_into_a_folder_of_ones_own(shop: Shop) -> None:
    """A file that imports a function of the suite gets its items, so `pytest conformance/` works in any project."""
    shop.write("conformance/test_law.py", "from import_conformance.suite.test_layers import test_layer\n")

    result = shop.run_pytest("conformance", "--import-mode=importlib")

    result.assert_outcomes(passed=8)


def test_a_function_that_the_suite_does_not_know_is_an_error(shop: Shop) -> None:
    """A misspelt name must not look like a law without subjects."""
    shop.write("test_law.py", "def test_layers(conformance_item):\n    conformance_item.verify()\n")

    result = shop.run_pytest("test_law.py")

    result.stdout.fnmatch_lines(["test_layers gets no items; the suite has test_layer, *"])
    assert result.ret == pytest.ExitCode.INTERRUPTED


def test_a_pytest_that_tells_nothing_of_parameters_changes_no_verdict(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it tells of an item serves the reports alone: what is red stays red."""
    shop.write(CORE, BREACH)
    red = failures(shop.suite())
    monkeypatch.setattr("import_conformance_pytest._asked", lambda _: None)

    assert failures(shop.suite()) == red == shop.red()


def test_a_package_of_the_same_name_is_a_usage_error(shop: Shop) -> None:
    """Where a folder hides the installed package, one line says which, and what to do."""
    shop.write("import_conformance/__init__.py", "")

    result = shop.run_pytest()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.errlines[0].startswith(f"ERROR: {shop.path / 'import_conformance'} hides the installed package")


def test_strangers_pay_nothing_and_hear_nothing(tmp_path: Path) -> None:
    """In a project without topology the plugin imports nothing, prints nothing and disturbs no test."""
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


def test_strangers_load_the_plugin_and_nothing_else(tmp_path: Path) -> None:
    """A run in which the plugin is installed imports one module more than one that switches it off."""
    (tmp_path / "test_it.py").write_text("import sys\ndef test_it():\n    print('loaded', *sorted(sys.modules))\n")
    with_plugin, without = (_loaded(tmp_path, *options) for options in ((), ("-p", "no:conformance")))

    assert with_plugin - without == {"import_conformance_pytest"}


def _loaded(folder: Path, *options: str) -> set[str]:
    """The modules that are there when a test of a stranger runs, with the plugins that are installed."""
    command = (sys.executable, "-m", "pytest", "-s", "-q", "-p", "no:cacheprovider", *options, "test_it.py")
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    line = next(line for line in ran.stdout.splitlines() if line.startswith("loaded "))
    return set(line.split()[1:])
