"""A module that two layers claim equally is a finding at every entry point, and the rest is still judged."""

from pathlib import Path

import pytest

from tests.support.building import verdict_on_disk
from tests.support.linting import compile_into, lint, plant

LAW = """\
topology: 1
name: T
source: {roots: [src], packages: [app]}
layers: {one: {modules: "app.pay.*"}, other: {modules: "app.*.core"}, low: {modules: app.low}}
forbid: {no-top: {from: low, to: one}}
"""
TREE = {
    "src/app/pay/core/a.py": "import app.pay.core.b\n",
    "src/app/pay/core/b.py": "",
    "src/app/pay/x.py": "",
    "src/app/stock/core.py": "",
    "src/app/low.py": "import app.pay.x\n",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with an ambiguous module and one breach."""
    plant(tmp_path, TREE | {"topology.yaml": LAW})
    return tmp_path


def test_an_ambiguous_package_is_one_finding_and_others_stay(tree: Path) -> None:
    """The finding is at the first file of the topmost ambiguous package; modules below it add none."""
    verdict = verdict_on_disk(tree / "topology.yaml")

    assert [(f.law, f.path, f.message) for f in verdict.findings] == [
        ("no-top", "app/low.py", "low imports app.pay.x; no-top forbids it"),
        (
            "ambiguous-layer",
            "app/pay/core/a.py",
            "app.pay.core is claimed by the layers one (app.pay.*, line 4) and other (app.*.core, line 4) with equal "
            "right, and so are the 2 modules below it",
        ),
    ]


def test_the_ledger_gives_ambiguity_as_the_reason(tree: Path) -> None:
    """The ledger's reason for such a file is the ambiguity, not that no layer claims it."""
    (file,) = (file for file in verdict_on_disk(tree / "topology.yaml").files if file.path == "app/pay/core/b.py")

    assert (file.fate, file.reason) == ("unplaced", "two layers claim it: one and other")


def test_a_more_specific_third_pattern_resolves_the_ambiguity(tree: Path) -> None:
    """A further pattern with more literal segments decides the layer."""
    (tree / "topology.yaml").write_text(
        LAW.replace("other: {modules: ", "other: {modules: [app.pay.core, ").replace('core"}', 'core"]}')
    )

    assert [finding.law for finding in verdict_on_disk(tree / "topology.yaml").findings] == ["no-top"]


def test_lint_imports_breaks_only_the_contract_of_that_law(tree: Path) -> None:
    """`lint-imports` breaks the contract of the law and still judges the others."""
    compile_into(tree)

    code, said = lint(tree)

    assert code == 1
    assert "app.pay.core is claimed by the layers one" in said


def test_the_severity_can_be_configured(tree: Path) -> None:
    """The severity can be set, as for all laws that hold everywhere."""
    (tree / "topology.yaml").write_text(LAW + "builtin: {ambiguous-layer: {severity: low}}\n")

    assert verdict_on_disk(tree / "topology.yaml").findings[-1].severity == "low"
