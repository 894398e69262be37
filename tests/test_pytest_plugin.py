"""The pytest door, tried on a shop of four modules: whole runs of pytest, each in a directory of its own."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET  # noqa: S405  # reads what the test itself had written
from pathlib import Path

import pytest

from conformance.model.ratchet import baseline_of
from conformance.model.topology import TopologyError
from conformance.reading.baseline_file import write_baseline
from conformance.run import run

pytest_plugins = ["pytester"]

TOPOLOGY = """\
topology: 1
name: shop
source: {roots: [src], packages: [shop], baseline: known.json}
layers:
  api: {modules: "shop.{area}.api"}
  core: {modules: "shop.{area}.core"}
axes: {area: [cart, stock]}
allow: [api -> core, core -> core]
forbid:
  no-pickle: {from: core, to: [pickle], severity: critical, because: strangers write it, fix: use json, optional: true}
"""
BREACH = "from shop.cart import api\n"
PATH = "src/shop/cart/core.py"
RED = """\
high, 1 new: src/shop/cart/core.py:1
src/shop/cart/core.py:1:1  cart core imports shop.cart.api (cart api); no line of `allow` lets core import api
law: core-to-api (topology.yaml:8)
fix: core may import core; api may be imported by nobody"""
LAWS = ["unresolved-imports", "shadowed-modules", "unparsable-files", "undeclared-values"]
IDS = [
    *(f"test_bans.py::test_ban[{area}:no-pickle]" for area in ("cart", "stock")),
    *(f"test_code.py::test_built_in_law[{law}]" for law in LAWS),
    "test_contracts.py::test_importlinter_is_current[importlinter]",
    "test_debt.py::test_baseline_is_current[known.json]",
    *(
        f"test_layers.py::test_layer[{area}:{pair}]"
        for pair in ("api-to-api", "api-to-core", "core-to-api", "core-to-core")
        for area in ("cart", "stock")
    ),
]


class Shop:
    """A tree with a topology, and pytest run in it as a user would, with this plugin and no other."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.path = pytester.path
        self.write("topology.yaml", TOPOLOGY)
        for area in ("cart", "stock"):
            self.write(f"src/shop/{area}/core.py", "")
            self.write(f"src/shop/{area}/api.py", f"from shop.{area} import core\n")

    def write(self, path: str, text: str) -> None:
        """Put a file into the tree."""
        (self.path / path).parent.mkdir(parents=True, exist_ok=True)
        (self.path / path).write_text(text, encoding="utf-8")

    def accept(self) -> None:
        """Take all findings of now into the baseline."""
        write_baseline(self.path / "known.json", baseline_of(run(self.path / "topology.yaml").findings, ()))

    def check(self, *arguments: str) -> pytest.RunResult:
        """Run pytest here, the suite by its module name unless other arguments say what."""
        return self.pytester.runpytest_inprocess(
            "-p", "conformance.pytest_plugin", "-p", "no:cacheprovider", "--strict-markers", "-Werror", *arguments
        )

    def suite(self, *arguments: str) -> pytest.RunResult:
        """Run the suite here."""
        return self.check("--pyargs", "conformance", *arguments)


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A shop that conforms."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    return Shop(pytester)


def failures(result: pytest.RunResult) -> dict[str, str]:
    """The text of each failure, by the name of its item."""
    text = str(result.stdout).partition("= FAILURES =")[2].partition("\nconformance: ")[0]
    text = text.partition("= short test summary")[0]
    parts = re.split(r"\n_+ (\S+) _+\n", text)
    return dict(zip(parts[1::2], (part.rstrip("=\n ") for part in parts[2::2]), strict=True))


def test_conforming_code_is_green_and_every_file_accounted_for(shop: Shop) -> None:
    """All items pass, and one line says where every file went."""
    result = shop.suite()

    result.assert_outcomes(passed=15, skipped=1)
    result.stdout.fnmatch_lines(["conformance: 4 files on disk = 4 judged*"])


def test_items_are_named_by_subject_and_law(shop: Shop) -> None:
    """Each law and subject is one item whose id a shell and `-k` can take; what has no items leaves no trace."""
    result = shop.suite("--collect-only", "-q")

    assert [line for line in result.outlines if "::" in line] == IDS


def test_a_new_finding_fails_one_item_with_all_that_it_takes_to_mend_it(shop: Shop) -> None:
    """The failure is the finding, its law, the reason and the remedy, with paths that open from here."""
    shop.write(PATH, BREACH)

    result = shop.suite()

    assert failures(result) == {"test_layer[cart:core-to-api]": RED}
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_findings_with_one_law_and_remedy_share_its_lines(shop: Shop) -> None:
    """Law, why and fix are said once below all findings that they speak of."""
    shop.write(PATH, "import pickle\n\nimport pickle as p\n")

    assert failures(shop.suite()) == {
        "test_ban[cart:no-pickle]": """\
critical, 2 new: src/shop/cart/core.py:1
src/shop/cart/core.py:1:1  shop.cart.core (cart core) imports pickle; no-pickle forbids it
src/shop/cart/core.py:3:1  shop.cart.core (cart core) imports pickle; no-pickle forbids it
law: no-pickle (topology.yaml:10)
why: strangers write it
fix: use json"""
    }


def test_a_known_finding_is_an_expected_failure(shop: Shop) -> None:
    """What the baseline knows does not fail the law, and stays in sight as an item of its own."""
    shop.write(PATH, BREACH)
    shop.accept()

    result = shop.suite("-rx")

    result.assert_outcomes(passed=15, skipped=1, xfailed=1)
    result.stdout.re_match_lines([r"XFAIL .*test_known_finding\[core-to-api:shop/cart/core.py:\w{8}\] - known finding"])


def test_one_more_of_a_known_kind_fails(shop: Shop) -> None:
    """The baseline forgives as many findings as it counts, and the failure says so."""
    shop.write(PATH, BREACH)
    shop.accept()
    shop.write(PATH, BREACH * 2)

    found = failures(shop.suite())

    assert list(found) == ["test_layer[cart:core-to-api]"]
    assert "src/shop/cart/core.py:2:1  " in found["test_layer[cart:core-to-api]"]
    assert "(2 found, 1 known)" in found["test_layer[cart:core-to-api]"]


def test_paid_debt_must_be_struck_out(shop: Shop) -> None:
    """An entry whose finding is gone passes against expectation, and both failures say which command to run."""
    shop.write(PATH, BREACH)
    shop.accept()
    shop.write(PATH, "")

    known, current = sorted(failures(shop.suite()).items(), reverse=True)

    assert known[0].startswith("test_known_finding[core-to-api:")
    gone = "src/shop/cart/core.py: this finding is gone; strike it out with `conformance baseline prune`"
    assert known[1] == f"[XPASS(strict)] {gone}"
    assert current[0] == "test_baseline_is_current[known.json]"
    assert current[1].startswith("1 baseline entry for more than there is: run `conformance baseline prune`\n")
    assert "core-to-api: 0 of 1 left: cart core imports" in current[1]


def test_without_baseline_known_findings_are_new(shop: Shop) -> None:
    """`--no-baseline` fails the law again and leaves no item of the baseline."""
    shop.write(PATH, BREACH)
    shop.accept()

    result = shop.suite("--no-baseline")

    assert failures(result) == {"test_layer[cart:core-to-api]": RED}
    result.assert_outcomes(failed=1, passed=13, skipped=1)


def test_a_file_that_cannot_be_read_is_never_forgiven(shop: Shop) -> None:
    """A syntax error fails even when the baseline knows it, for nothing in that file was judged."""
    shop.write("src/shop/cart/broken.py", "def (:\n")
    shop.accept()

    result = shop.suite()

    assert list(failures(result)) == ["test_built_in_law[unparsable-files]"]


@pytest.mark.parametrize(
    ("only", "item"), [("conformance", "test_layer"), ("conformance.test_bans", "test_ban")], ids=["all", "one-file"]
)
def test_a_broken_topology_is_one_failing_item(shop: Shop, only: str, item: str) -> None:
    """All problems of the law come in one failure, whatever part of the suite was asked for."""
    shop.write("topology.yaml", TOPOLOGY.replace("stock]", "stok]"))

    result = shop.check("--pyargs", only)

    result.assert_outcomes(failed=1)
    text = failures(result)[f"{item}[topology-error]"]
    with pytest.raises(TopologyError) as error:
        run(shop.path / "topology.yaml")
    assert text.splitlines()[:-1] == [str(problem).removeprefix(f"{shop.path}/") for problem in error.value.problems]
    assert text.splitlines()[0].startswith("topology.yaml:7:")


def test_without_a_topology_the_suite_fails_and_says_what_to_do(shop: Shop) -> None:
    """Asking for the suite where there is no topology is no silent success."""
    (shop.path / "topology.yaml").unlink()

    result = shop.suite()

    result.assert_outcomes(failed=1)
    assert "write it with `conformance init`" in failures(result)["test_layer[topology-error]"]


@pytest.mark.parametrize("option", ["--topology", "--source-root", "--baseline"])
def test_a_path_that_does_not_exist_is_a_usage_error(shop: Shop, option: str) -> None:
    """A misspelt path on the command line is told in one line, before anything is collected."""
    result = shop.suite(option, "nowhere")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.errlines == [f"ERROR: {option}: {shop.path / 'nowhere'} does not exist", ""]


@pytest.mark.parametrize(
    ("choice", "number"), [(("-k", "cart and core-to-api"), 1), (("-m", "critical"), 2), (("-m", "conformance"), 16)]
)
def test_laws_are_selected_like_tests(shop: Shop, choice: tuple[str, str], number: int) -> None:
    """`-k` knows subjects and laws, `-m` severities."""
    result = shop.suite("--collect-only", "-q", *choice)

    assert sum("::" in line for line in result.outlines) == number


def test_workers_of_xdist_run_the_same_items(shop: Shop) -> None:
    """Two processes collect the same items, find the same, and the summary of the controller has it all."""
    shop.write(PATH, BREACH)
    shop.pytester._monkeypatch.setenv("GITHUB_ACTIONS", "true")  # noqa: SLF001  # pytester's runs share its environment

    result = shop.suite("-p", "xdist.plugin", "-n", "2", "-v")

    ran = {re.sub(r".*/", "", line.split()[-1]) for line in result.outlines if re.match(r"\[gw\d\] .*::", line)}
    assert ran == set(IDS)
    assert failures(result) == {"test_layer[cart:core-to-api]": RED}
    assert sum(line.startswith("::error ") for line in result.outlines) == 1
    assert sum(line.startswith("conformance: 4 files") for line in result.outlines) == 1
