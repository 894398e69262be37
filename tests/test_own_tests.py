"""Tests of one's own beside the suite: the fixtures of the plugin."""

import re
from pathlib import Path

import pytest

from tests.support.shop import BREACH, CORE, Shop

pytest_plugins = ["pytester"]
PAGE = (Path(__file__).parents[1] / "docs/api.md").read_text(encoding="utf-8")


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A shop that conforms."""
    return Shop(pytester, monkeypatch)


@pytest.mark.parametrize(("most", "outcome"), [("30", "passed"), ("0", "failed")])
def test_the_test_of_the_page_runs(shop: Shop, most: str, outcome: str) -> None:
    """In a folder `conformance/`, green where no module has so many users."""
    found = re.search(r"```python\n# conformance/test_own.py\n(.*?)```", PAGE, re.DOTALL)
    assert found
    shop.write("conformance/test_own.py", found[1].replace("> 30", f"> {most}"))

    shop.run_pytest("conformance").assert_outcomes(**{outcome: 1})


@pytest.mark.parametrize(
    ("core", "outcome"), [("", "passed"), ("def f():\n    from shop.stock import api\n", "failed")]
)
def test_the_question_of_the_page_about_chains_runs(shop: Shop, core: str, outcome: str) -> None:
    """The graph holds what was judged: here a chain of a lazy import and a plain one."""
    found = re.search(r"```python\n# conformance/test_chains.py\n(.*?)```", PAGE, re.DOTALL)
    assert found
    shop.write("conformance/test_chains.py", found[1])
    shop.write(CORE, core)

    shop.run_pytest("conformance").assert_outcomes(**{outcome: 1})


def test_the_graph_is_that_of_the_verdict_and_each_test_has_its_own(shop: Shop) -> None:
    """The same modules and imports; what one test takes away, the next one still sees."""
    test = """
def test_{}(arch_graph, arch_codebase):
    assert arch_graph.modules == set(arch_codebase.modules)
    pairs = {{(each.importer, each.imported) for each in arch_codebase.imports}}
    assert pairs and all(arch_graph.direct_import_exists(importer=a, imported=b) for a, b in pairs)
    assert arch_graph.count_imports() == len(pairs)
    arch_graph.remove_module("shop.stock.core")
"""
    shop.write("tests/test_graph.py", test.format("one") + test.format("two"))

    shop.run_pytest("tests").assert_outcomes(passed=2)


def test_the_verdict_is_a_fixture(shop: Shop) -> None:
    """With the known findings marked."""
    shop.write(CORE, BREACH)
    shop.accept()
    shop.write(
        "conformance/test_own.py",
        "def test_it(arch_verdict): assert [f.state for f in arch_verdict.findings] == ['known']\n",
    )

    shop.run_pytest("conformance").assert_outcomes(passed=1)


def test_the_short_names_are_the_same_and_may_be_taken(shop: Shop) -> None:
    """A fixture of the user's own wins over a short name, and leaves the long one as it is."""
    shop.write(
        "conformance/test_own.py",
        """
import pytest

@pytest.fixture
def topology():
    return "mine"

def test_it(topology, arch_topology, codebase, arch_codebase):
    assert (topology, arch_topology.name, codebase is arch_codebase) == ("mine", "shop", True)
""",
    )

    shop.run_pytest("conformance").assert_outcomes(passed=1)


def test_a_law_that_cannot_be_applied_fails_the_test_that_asks(shop: Shop) -> None:
    """Nothing is judged, and nobody is told that all is well."""
    shop.write("topology.yaml", "topology: 1\n")
    shop.write("conformance/test_own.py", "def test_it(arch_verdict): pass\n")

    shop.run_pytest("conformance").assert_outcomes(errors=1)
