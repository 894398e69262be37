"""A user's own tests beside the suite, with the fixtures of the plugin."""

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
    """The example passes in a folder `conformance/` unless a module has too many users."""
    found = re.search(r"```python\n# conformance/test_own.py\n(.*?)```", PAGE, re.DOTALL)
    assert found
    shop.write("conformance/test_own.py", found[1].replace("> 30", f"> {most}"))

    shop.run_pytest("conformance").assert_outcomes(**{outcome: 1})


@pytest.mark.parametrize(
    ("core", "outcome"), [("", "passed"), ("def f():\n    from shop.stock import api\n", "failed")]
)
def test_the_example_about_chains_runs(shop: Shop, core: str, outcome: str) -> None:
    """The graph has the judged imports: here a chain of a lazy import and a plain one."""
    found = re.search(r"```python\n# conformance/test_chains.py\n(.*?)```", PAGE, re.DOTALL)
    assert found
    shop.write("conformance/test_chains.py", found[1])
    shop.write(CORE, core)

    shop.run_pytest("conformance").assert_outcomes(**{outcome: 1})


def test_each_test_gets_its_own_graph_of_the_judged_imports(shop: Shop) -> None:
    """A test may change its graph, and the next test still gets all modules and imports."""
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
    """The fixture has the verdict with the known findings marked."""
    shop.write(CORE, BREACH)
    shop.accept()
    shop.write(
        "conformance/test_own.py",
        "def test_it(arch_verdict): assert [f.state for f in arch_verdict.findings] == ['known']\n",
    )

    shop.run_pytest("conformance").assert_outcomes(passed=1)


def test_an_invalid_topology_fails_the_test_that_uses_it(shop: Shop) -> None:
    """Without a verdict the test is an error, not a success."""
    shop.write("topology.yaml", "topology: 1\n")
    shop.write("conformance/test_own.py", "def test_it(arch_verdict): pass\n")

    shop.run_pytest("conformance").assert_outcomes(errors=1)
